using System.Text.Json;
using CryptoPay.Gateway.PaymentIntents;

namespace CryptoPay.Gateway.Refunds;

/// <summary>The body of a refund.</summary>
/// <param name="Amount">In the price's currency; null for all that can be given back.</param>
internal sealed record RefundAsked(string RefundId, decimal? Amount)
{
    public static readonly FieldRule RefundIdRule = new(WireForms.OrderIdRule, WireForms.IsOrderId);

    public static RequestBody<RefundAsked> Parse(ReadOnlyMemory<byte>? body, decimal amountMax) =>
        RequestBody<RefundAsked>.Parse(body, (root, fields) => Read(root, fields, amountMax));

    private static RefundAsked Read(JsonElement root, FieldReader fields, decimal amountMax) => new(
        fields.Required(root, "refundId", "refundId", RefundIdRule), AmountField.ReadOptional(fields, root, amountMax));
}
