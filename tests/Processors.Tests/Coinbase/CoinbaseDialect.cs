using System.Security.Cryptography;
using System.Text.Json;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors.Tests.Coinbase;

/// <summary>Settings and bodies as the Checkouts API's pages show them.</summary>
internal static class CoinbaseDialect
{
    public const string CheckoutId = "68f7a946db0529ea9b6d3a12";
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
        "metadata":{"merchant":{{JsonSerializer.Serialize(request.Merchant)}},
        "orderId":{{JsonSerializer.Serialize(request.OrderId)}},
        "attemptId":{{JsonSerializer.Serialize(request.AttemptId)}},"other":"x"} }
        """;

    public static string ListJson(string nextPageToken, params string[] checkouts) =>
        $$"""{"checkouts":[{{string.Join(',', checkouts)}}],"nextPageToken":"{{nextPageToken}}"}""";
}
