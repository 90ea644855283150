using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Tests.FieldFailures;

namespace CryptoPay.Processors.Tests.Coinbase;

/// <summary>
/// 8, 9, 10, 13 and 16 cannot be: a checkout takes its exact price before its end or nothing, and nobody can mark one
/// as paid.
/// </summary>
public sealed class CoinbaseFieldFailureTests : FieldFailures.FieldFailures
{
    private const string Covered = "content-type x-event-id";

    protected override string CryptoCode => "USDC";

    protected override IReadOnlyDictionary<string, string?> Settings => CoinbaseDialect.Settings;

    protected override string KeySetting => "KeyId";

    protected override string InvoiceId => CoinbaseDialect.CheckoutId;

    protected override Seen Replaced => new(Life.Invalid);

    protected override Answer.Says RevokedKey => new(401, """{"errorType":"unauthorized","errorMessage":"Revoked"}""");

    protected override string KeyOf(HttpCall call)
    {
        var header = base.KeyOf(call).Split('.')[0];
        return JsonElement.Parse(Base64Url.DecodeFromChars(header)).GetProperty("kid").GetString()!;
    }

    protected override string InvoiceJson(InvoiceRequest request, Seen seen) =>
        CoinbaseDialect.CheckoutJson(request, seen.Life switch
        {
            Life.Open => "ACTIVE",
            Life.Confirming => "PROCESSING",
            Life.Settled => "COMPLETED",
            Life.Expired => "EXPIRED",
            Life.Invalid => "FAILED",
            _ => throw new ArgumentOutOfRangeException(nameof(seen)),
        });

    protected override string AnswerJson(string[] invoices) => CoinbaseDialect.ListJson("", invoices);

    protected override string WebhookJson(string merchant, string orderId) => $$"""
        {
          "id": "{{InvoiceId}}",
          "eventType": "checkout.payment.success",
          "metadata": { "merchant": "{{merchant}}", "orderId": "{{orderId}}" }
        }
        """;

    protected override WebhookDelivery Deliver(byte[] body, string secret, DateTimeOffset at)
    {
        var time = at.ToUnixTimeSeconds();
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{time}.{Covered}.application/json.5f0c7f3e."), .. body];
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed));
        return new WebhookDelivery(name => name switch
        {
            "X-Hook0-Signature" => [$"t={time},h={Covered},v1={signature}"],
            "content-type" => ["application/json"],
            "x-event-id" => ["5f0c7f3e"],
            _ => [],
        }, body, at);
    }
}
