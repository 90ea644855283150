using System.Text.Encodings.Web;
using System.Text.Json;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors.Tests.BtcPay;

/// <summary>Settings and bodies as the recorded server has them.</summary>
internal static class BtcPayDialect
{
    public const string StoreId = "HiuutW2VLdFW33nuFpmwLCLW16wRWeJdmpkhLJzLB3FA";
    public const string InvoiceId = "Aq1cQu5EcLGrdYoGZgpg19";
    public const string StorePath = $"/api/v1/stores/{StoreId}";

    public static readonly IReadOnlyDictionary<string, string?> Settings = new Dictionary<string, string?>
    {
        ["Kind"] = "BtcPay",
        ["BaseUrl"] = "http://127.0.0.1:23000/",
        ["ApiKey"] = "011fc1a46c0114b7368dc3e3ef7f3e425654449b",
        ["StoreId"] = StoreId,
        ["WebhookSecret"] = "rig-webhook-secret-0123456789abcdef",
    };

    public static readonly InvoiceRequest Request = new()
    {
        Order = new("default", "order-1"),
        AttemptId = "0b8f7a52-6a0f-4a3e-9c58-0d1c6c5c9c11",
        Price = new Payments.Amounts.Money(10m, "USD"),
        CryptoCode = "BTC",
        Speed = TransactionSpeed.Medium,
        RateLock = TimeSpan.FromMinutes(15),
        Monitoring = TimeSpan.FromHours(24),
        TolerancePercent = 0.5m,
    };

    private static readonly JsonSerializerOptions Unescaped =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="status">status/additionalStatus, or status/additionalStatus/paidAmount.</param>
    public static string InvoiceJson(InvoiceRequest request, string status = "New/None")
    {
        var words = status.Split('/');
        return $$"""
            {"id":"{{InvoiceId}}","storeId":"{{StoreId}}","amount":"{{request.Price.ToWire()}}",
            "paidAmount":"{{(words.Length > 2 ? words[2] : "0")}}",
            "checkoutLink":"http://127.0.0.1:23000/i/{{InvoiceId}}",
            "status":"{{words[0]}}","additionalStatus":"{{words[1]}}",
            "monitoringExpiration":1795482769,"expirationTime":1795397269,"createdTime":1795396369,
            "availableStatusesForManualMarking":["Settled","Invalid"],"archived":false,"paymentMethods":[],
            "type":"Standard","currency":"{{request.Price.Currency}}","metadata":{"orderId":{{Text(request.Order.OrderId)}},
            "itemDesc":{{Text(request.Description)}},"merchant":{{Text(request.Order.Merchant)}},
            "attemptId":{{Text(request.AttemptId)}}},
            "checkout":{"speedPolicy":"MediumSpeed","paymentMethods":["BTC-CHAIN"],"expirationMinutes":15} }
            """;
    }

    private static string Text(string text) => JsonSerializer.Serialize(text, Unescaped);
}
