using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CryptoPay.Sandbox.Coins;

namespace CryptoPay.Sandbox.Signed;

/// <summary>Payments and errors as the contract writes them: docs/processors/signed.md.</summary>
internal static class SignedWire
{
    private static readonly JsonSerializerOptions Unescaped =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="pageBase">Where checkout pages are, without a trailing slash.</param>
    public static JsonObject Payment(SignedPayment payment, string pageBase) => new()
    {
        ["id"] = payment.Id,
        ["status"] = Word(payment.Status),
        ["amount"] = payment.Amount.ToString(CultureInfo.InvariantCulture),
        ["amountPaid"] = payment.AmountPaid.ToString(CultureInfo.InvariantCulture),
        ["currency"] = new JsonObject { ["isoCode"] = payment.IsoCode, ["cryptoCode"] = payment.CryptoCode },
        ["cryptoAmount"] = Coins(payment.CryptoAmount),
        ["checkoutUrl"] = $"{pageBase}/{payment.Id}",
        ["paymentUri"] = LinkOf(payment),
        ["createdAt"] = payment.CreatedAt.ToUnixTimeSeconds(),
        ["expiresAt"] = payment.ExpiresAt.ToUnixTimeSeconds(),
        ["monitoredUntil"] = payment.MonitoredUntil.ToUnixTimeSeconds(),
        ["metadata"] = JsonObject.Create(payment.Metadata),
        ["transfers"] = new JsonArray([.. payment.Transfers.Select(transfer => new JsonObject
        {
            ["id"] = transfer.Id,
            ["cryptoAmount"] = Coins(transfer.CryptoAmount),
            ["isConfirmed"] = transfer.Confirmations >= payment.ConfirmationsNeeded,
        })]),
    };

    public static JsonObject Refund(SignedPayment payment, SignedRefund refund) => new()
    {
        ["id"] = refund.Id,
        ["refundId"] = refund.RefundId,
        ["paymentId"] = payment.Id,
        ["status"] = refund.Status.ToString().ToLowerInvariant(),
        ["amount"] = refund.Amount.ToString(CultureInfo.InvariantCulture),
        ["amountOut"] = (refund.Status == RefundStatus.Completed ? refund.Amount : 0)
            .ToString(CultureInfo.InvariantCulture),
        ["currency"] = payment.IsoCode,
        // The sandbox knows where its money came from.
        ["claimUrl"] = "",
    };

    /// <summary>The body of a webhook; Standard Webhooks recommends it without an event around it.</summary>
    public static byte[] Webhook(SignedPayment payment, string type, DateTimeOffset at, WebhookScheme scheme)
    {
        var happened = new JsonObject
        {
            ["type"] = type,
            ["data"] = new JsonObject
            {
                ["id"] = payment.Id,
                ["status"] = Word(payment.Status),
                ["amount"] = payment.Amount.ToString(CultureInfo.InvariantCulture),
                ["metadata"] = JsonObject.Create(payment.Metadata),
            },
        };
        if (scheme == WebhookScheme.StandardWebhooks)
        {
            happened["timestamp"] = at.ToString("O");
            return JsonSerializer.SerializeToUtf8Bytes(happened, Unescaped);
        }
        return JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["event"] = happened }, Unescaped);
    }

    public static string LinkOf(SignedPayment payment) =>
        PaymentUri.Of(Coin.Find(payment.CryptoCode)!, payment.Address, payment.CryptoDue);

    /// <summary>Whole coins without trailing zeros.</summary>
    public static string Coins(decimal value) => value.ToString("0.########", CultureInfo.InvariantCulture);

    public static string Word(PaymentStatus status) => status.ToString().ToLowerInvariant();

    public static IResult Answer(JsonNode body, int status = StatusCodes.Status200OK) =>
        Results.Text(body.ToJsonString(Unescaped), "application/json", statusCode: status);

    public static IResult Error(int status, string code, string message) =>
        Answer(new JsonObject { ["code"] = code, ["message"] = message }, status);
}
