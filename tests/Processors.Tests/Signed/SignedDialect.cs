using System.Text.Encodings.Web;
using System.Text.Json;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors.Tests.Signed;

/// <summary>Settings and bodies as the contract has them.</summary>
internal static class SignedDialect
{
    public const string PaymentId = "pay_7f3a";

    public static readonly IReadOnlyDictionary<string, string?> Settings = new Dictionary<string, string?>
    {
        ["Kind"] = "Signed",
        ["BaseUrl"] = "https://pay.example.com/api/",
        ["ApiKey"] = "signed-test-key",
        ["WebhookSecret"] = "signed-test-secret-0123456789abcdef",
    };

    private static readonly JsonSerializerOptions Unescaped =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="status">status, or status/amountPaid.</param>
    public static string PaymentJson(InvoiceRequest request, string status = "pending")
    {
        var words = status.Split('/');
        return $$"""
            {"id":"{{PaymentId}}","status":"{{words[0]}}","amount":"{{request.Price.ToWire()}}",
            "amountPaid":"{{(words.Length > 1 ? words[1] : "0")}}",
            "currency":{"isoCode":"{{request.Price.Currency}}","cryptoCode":"BTC"},"cryptoAmount":"0.00021",
            "checkoutUrl":"https://pay.example.com/p/{{PaymentId}}","paymentUri":"bitcoin:bcrt1qexample?amount=0.00021",
            "createdAt":1795396369,"expiresAt":1795397269,"monitoredUntil":1795483669,
            "metadata":{"merchant":{{Text(request.Order.Merchant)}},"orderId":{{Text(request.Order.OrderId)}},
            "attemptId":{{Text(request.AttemptId)}}},"transfers":[{"id":"f4184fc5","cryptoAmount":"0.00021",
            "isConfirmed":false}],"aFieldOfTomorrow":{"a":[1]} }
            """;
    }

    private static string Text(string text) => JsonSerializer.Serialize(text, Unescaped);
}
