using System.Security.Cryptography;
using System.Text.Json;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors.Tests.Coinbase;

/// <summary>Settings and bodies as the Checkouts API's pages show them.</summary>
internal static class CoinbaseDialect
{
    public const string CheckoutId = "68f7a946db0529ea9b6d3a12";
    public const string RefundId = "69163c762331ed43dc64b7fb";
    public const string Checkouts = "/sandbox/api/v1/checkouts";
    public const string Hash = "0xf00d";

    /// <summary>Made for this run: no key is kept anywhere.</summary>
    public static readonly ECDsa Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public static readonly IReadOnlyDictionary<string, string?> Settings = new Dictionary<string, string?>
    {
        ["Kind"] = "Coinbase",
        ["BaseUrl"] = "https://business.example.com/sandbox/",
        ["KeyId"] = "4bb6a1de-key",
        ["PrivateKey"] = Key.ExportECPrivateKeyPem(),
        ["WebhookSecret"] = "rig-webhook-secret-0123456789abcdef",
    };

    /// <param name="more">Further members, each with a comma behind it.</param>
    public static string CheckoutJson(InvoiceRequest request, string status = "ACTIVE", string more = "") => $$"""
        {"id":"{{CheckoutId}}","url":"https://payments.example.com/pl_01h8",{{more}}
        "amount":"{{request.Price.ToWire()}}","currency":"{{request.Price.Currency}}","network":"base",
        "address":"0x0000000000000000000000000000000000000000","status":{{JsonSerializer.Serialize(status)}},
        "expiresAt":"2026-11-23T01:15:00Z","createdAt":"2026-11-23T02:00:00.5+01:00","updatedAt":"2026-11-23T01:00:00Z",
        "metadata":{"merchant":{{JsonSerializer.Serialize(request.Order.Merchant)}},
        "orderId":{{JsonSerializer.Serialize(request.Order.OrderId)}},
        "attemptId":{{JsonSerializer.Serialize(request.AttemptId)}},"other":"x"} }
        """;

    public static readonly RefundRequest RefundRequest = new()
    {
        InvoiceId = CheckoutId,
        RefundId = "refund-1",
        Key = "5f0c1b6e-3c1d-4d0b-8a51-6f1f7c1f0a27",
        Amount = new Money(7.10m, "USD"),
        CryptoCode = "USDC",
    };

    /// <summary>A checkout of 20 USD, which were 20.02 USDC when it was paid.</summary>
    public static string RefundedJson(
        string[] refunds, string status = "COMPLETED", string checkoutId = CheckoutId) => $$"""
        {"id":"{{checkoutId}}","url":"https://payments.example.com/pl_01h8","amount":"20.02","currency":"USDC",
        "fiatAmount":"20.00","fiatCurrency":"USD","status":"{{status}}","createdAt":"2026-11-23T01:00:00Z",
        "expiresAt":"2026-11-23T01:15:00Z","refunds":[{{string.Join(',', refunds)}}]}
        """;

    /// <param name="reason">Null for ours.</param>
    public static string RefundJson(
        RefundRequest request, string status = "PENDING", string? reason = null, string id = RefundId) => $$"""
        {"id":"{{id}}","checkoutId":"{{request.InvoiceId}}","amount":"7.11","currency":"USDC","status":"{{status}}",
        "createdAt":"2026-11-23T01:30:00Z","reason":"{{reason ?? $"Refund {request.RefundId} {request.Key}"}}",
        "fiatAmount":"{{request.Amount.ToWire()}}","fiatCurrency":"{{request.Amount.Currency}}","exchangeRate":"1.001"}
        """;

    public static string RefundAnswer(RefundRequest request) => $$"""
        {"checkout":{{RefundedJson([RefundJson(request)], checkoutId: request.InvoiceId)}},
        "refund":{{RefundJson(request)}} }
        """;

    public static string ListJson(string nextPageToken, params string[] checkouts) =>
        $$"""{"checkouts":[{{string.Join(',', checkouts)}}],"nextPageToken":"{{nextPageToken}}"}""";
}
