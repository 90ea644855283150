using System.Security.Cryptography;
using System.Text;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Tests.FieldFailures;

namespace CryptoPay.Processors.Tests.BtcPay;

public sealed class BtcPayFieldFailureTests : AnyAmountFieldFailures
{
    protected override IReadOnlyDictionary<string, string?> Settings => BtcPayDialect.Settings;

    protected override string InvoiceId => BtcPayDialect.InvoiceId;

    protected override Answer.Says RevokedKey =>
        Recording.Of("errors-401-unauthenticated").AnswerTo("unknown key");

    protected override string InvoiceJson(InvoiceRequest request, Seen seen)
    {
        var status = seen.Life switch
        {
            Life.Open => "New/None",
            Life.Confirming => "Processing/None",
            Life.Settled => "Settled/None",
            Life.Marked => "Settled/Marked",
            Life.Expired => "Expired/None",
            Life.PaidLate => "Expired/PaidLate",
            _ => "Invalid/None",
        };
        var payments = seen.Paid is "0"
            ? ""
            : $$"""{"id":"f418-0","value":"0.002","status":"{{(seen.IsFinal ? "Settled" : "Processing")}}"}""";
        return BtcPayDialect.InvoiceJson(request, status)
            .Replace("\"paidAmount\":\"0\"", $"\"paidAmount\":\"{seen.Paid}\"", StringComparison.Ordinal)
            .Replace("\"paymentMethods\":[],", $$"""
                "paymentMethods":[{"activated":true,"paymentLink":"bitcoin:bcrt1q","amount":"0.002",
                "payments":[{{payments}}]}],
                """, StringComparison.Ordinal);
    }

    protected override string WebhookJson(string merchant, string orderId) => $$"""
        {
          "type": "InvoiceProcessing",
          "storeId": "{{BtcPayDialect.StoreId}}",
          "invoiceId": "{{InvoiceId}}",
          "metadata": { "merchant": "{{merchant}}", "orderId": "{{orderId}}" }
        }
        """;

    protected override WebhookDelivery Deliver(byte[] body, string secret, DateTimeOffset at)
    {
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body);
        return new WebhookDelivery(
            name => name is "BTCPay-Sig" ? [$"sha256={Convert.ToHexStringLower(signature)}"] : [], body, at);
    }
}
