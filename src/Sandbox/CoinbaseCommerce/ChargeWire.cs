using System.Globalization;
using System.Text.Json.Nodes;
using CryptoPay.Sandbox.Coins;

namespace CryptoPay.Sandbox.CoinbaseCommerce;

/// <summary>JSON of the API version 2018-03-22.</summary>
internal static class ChargeWire
{
    public static JsonObject Write(Charge charge) => new()
    {
        ["id"] = charge.Id,
        ["code"] = charge.Code,
        ["name"] = charge.Name,
        ["description"] = charge.Description,
        ["hosted_url"] = charge.HostedUrl,
        ["created_at"] = Time(charge.CreatedAt),
        ["expires_at"] = Time(charge.ExpiresAt),
        ["timeline"] = new JsonArray([.. charge.Timeline.Select(Write)]),
        ["metadata"] = JsonObject.Create(charge.Metadata),
        ["pricing_type"] = "fixed_price",
        ["pricing"] = new JsonObject
        {
            ["local"] = Money(Plain(charge.Price), charge.Currency),
            ["bitcoin"] = Money(Coins(charge, charge.Price), "BTC"),
        },
        ["payments"] = new JsonArray([.. charge.Payments.Select(payment => Write(payment, charge))]),
    };

    /// <summary>Bitcoins for an amount of the charge's currency.</summary>
    public static string Coins(Charge charge, decimal amount) =>
        Coin.RoundUp(amount / charge.Rate).ToString("0.00000000", CultureInfo.InvariantCulture);

    public static IResult Answer(JsonNode body, int status = StatusCodes.Status200OK) =>
        Results.Text(body.ToJsonString(), "application/json", statusCode: status);

    public static IResult Error(int status, string type, string message) => Answer(
        new JsonObject { ["error"] = new JsonObject { ["type"] = type, ["message"] = message } }, status);

    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static JsonNode Write(Step step)
    {
        var written = new JsonObject { ["time"] = Time(step.At), ["status"] = step.Status };
        if (step.Context != "") written["context"] = step.Context;
        return written;
    }

    private static JsonNode Write(ChargePayment payment, Charge charge) => new JsonObject
    {
        ["network"] = "bitcoin",
        ["transaction_id"] = payment.TransactionId,
        ["status"] = payment.IsConfirmed ? "CONFIRMED" : "PENDING",
        ["value"] = new JsonObject
        {
            ["local"] = Money(Plain(payment.Value), charge.Currency),
            ["crypto"] = Money(Coins(charge, payment.Value), "BTC"),
        },
    };

    private static JsonObject Money(string amount, string currency) =>
        new() { ["amount"] = amount, ["currency"] = currency };

    private static string Plain(decimal amount) => amount.ToString(CultureInfo.InvariantCulture);
}
