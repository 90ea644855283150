using System.Text.Json;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors.Tests.CoinbaseCommerce;

/// <summary>Settings and bodies as the Commerce API of 2018-03-22 has them.</summary>
internal static class CoinbaseCommerceDialect
{
    public const string ChargeId = "f765421f-2b95-4dd1-9b4c-6e7b5a2e9a10";
    public const string Unpaid = "[]";

    public static readonly IReadOnlyDictionary<string, string?> Settings = new Dictionary<string, string?>
    {
        ["Kind"] = "CoinbaseCommerce",
        ["BaseUrl"] = "https://commerce.example.com",
        ["ApiKey"] = "30291a20-key",
        ["WebhookSecret"] = "rig-webhook-secret-0123456789abcdef",
    };

    /// <param name="status">status/context; several, the oldest first, are separated by a comma.</param>
    public static string ChargeJson(InvoiceRequest request, string status = "NEW", string payments = Unpaid) => $$"""
        {"id":"{{ChargeId}}","code":"66BEOV2A","hosted_url":"https://commerce.example.com/charges/66BEOV2A",
        "created_at":"2026-11-23T01:00:00Z","expires_at":"2026-11-23T02:00:00Z","pricing_type":"fixed_price",
        "timeline":[{{string.Join(',', status.Split(',').Select(Step))}}],
        "pricing":{"local":{"amount":"{{request.Price.ToWire()}}","currency":"{{request.Price.Currency}}"},
          "bitcoin":{"amount":"0.00021","currency":"BTC"} },
        "metadata":{"merchant":{{JsonSerializer.Serialize(request.Order.Merchant)}},
          "orderId":{{JsonSerializer.Serialize(request.Order.OrderId)}},
          "attemptId":{{JsonSerializer.Serialize(request.AttemptId)}} },
        "payments":{{payments}} }
        """;

    public static string PaymentJson(string amount, string status = "CONFIRMED", string currency = "USD") => $$"""
        {"network":"bitcoin","transaction_id":"0xf00d","status":"{{status}}",
         "value":{"local":{"amount":"{{amount}}","currency":"{{currency}}"},"crypto":{"amount":"0.0001","currency":"BTC"} } }
        """;

    public static string Answer(string charge) => $$"""{"data":{{charge}} }""";

    public static string List(string? nextUri, params string[] charges) =>
        $$"""{"data":[{{string.Join(',', charges)}}],"pagination":{"next_uri":{{JsonSerializer.Serialize(nextUri)}} } }""";

    private static string Step(string step) => step.Split('/') is [var status, var context]
        ? $$"""{"time":"2026-11-23T01:00:00Z","status":"{{status}}","context":"{{context}}"}"""
        : $$"""{"time":"2026-11-23T01:00:00Z","status":"{{step}}"}""";
}
