using System.Security.Cryptography;
using System.Text;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Tests.FieldFailures;

namespace CryptoPay.Processors.Tests.Signed;

public sealed class SignedFieldFailureTests : AnyAmountFieldFailures
{
    protected override IReadOnlyDictionary<string, string?> Settings => SignedDialect.Settings;

    protected override string InvoiceId => SignedDialect.PaymentId;

    protected override Answer.Says RevokedKey => new(401, """{"code":"unauthenticated","message":"Unknown key."}""");

    protected override string InvoiceJson(InvoiceRequest request, Seen seen)
    {
        var status = seen.Life switch
        {
            Life.Open => "pending",
            Life.Confirming => "confirming",
            Life.Settled => "completed",
            Life.Marked => "confirmed",
            Life.Expired or Life.PaidLate => "expired",
            _ => "failed",
        };
        var json = SignedDialect.PaymentJson(request, $"{status}/{seen.Paid}");
        if (seen.Paid is "0") return $"{json[..json.IndexOf("[{", StringComparison.Ordinal)]}[]}}";
        return seen.IsFinal
            ? json.Replace("\"isConfirmed\":false", "\"isConfirmed\":true", StringComparison.Ordinal)
            : json;
    }

    protected override string WebhookJson(string merchant, string orderId) => $$"""
        {
          "event": { "type": "payment:confirmed", "data": { "id": "{{InvoiceId}}", "status": "confirmed",
            "amount": "100.00", "metadata": { "merchant": "{{merchant}}", "orderId": "{{orderId}}" } } }
        }
        """;

    protected override WebhookDelivery Deliver(byte[] body, string secret, DateTimeOffset at)
    {
        var time = $"{at.ToUnixTimeSeconds()}";
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{time}."), .. body];
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed));
        return new WebhookDelivery(
            name => name switch { "X-Signature" => [signature], "X-Timestamp" => [time], _ => [] }, body, at);
    }
}
