using CryptoPay.Gateway.Bodies;

namespace CryptoPay.Gateway.Refunds;

/// <summary>The body of a refund.</summary>
/// <param name="Amount">In the price's currency; null for all that is left.</param>
internal sealed record RefundBody(string RefundId, decimal? Amount)
{
    /// <summary>In the place of an amount. A word, because a flow's unset variable arrives as nothing.</summary>
    private const string All = "all";

    private static readonly TextField Id = TextField.Id("refundId");

    public static FieldSet Fields(decimal amountMax) => new(Id, AmountUpTo(amountMax));

    public static RequestBody<RefundBody> Parse(ReadOnlyMemory<byte>? body, decimal amountMax) =>
        RequestBody<RefundBody>.Parse(body, Fields(amountMax), fields => new(
            fields.Text(Id), AmountUpTo(amountMax).ReadOrAll(fields)));

    private static AmountField AmountUpTo(decimal most) => new(most) { IsRequired = true, All = All };
}
