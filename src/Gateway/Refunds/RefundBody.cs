using System.Text.Json;
using CryptoPay.Gateway.PaymentIntents;

namespace CryptoPay.Gateway.Refunds;

/// <summary>The body of a refund.</summary>
/// <param name="Amount">In the price's currency; null for all that is left.</param>
internal sealed record RefundBody(string RefundId, decimal? Amount)
{
    /// <summary>In the place of an amount. A word, because a flow's unset variable arrives as nothing.</summary>
    public const string All = "all";

    public static readonly FieldRule RefundIdRule = new(WireForms.OrderIdRule, WireForms.IsOrderId);

    public static RequestBody<RefundBody> Parse(ReadOnlyMemory<byte>? body, decimal amountMax) =>
        RequestBody<RefundBody>.Parse(body, (root, fields) => Read(root, fields, amountMax));

    private static RefundBody Read(JsonElement root, FieldReader fields, decimal amountMax) => new(
        fields.Required(root, "refundId", "refundId", RefundIdRule),
        AmountField.ReadOrAll(fields, root, All, amountMax));
}
