using System.Globalization;
using System.Text.Json.Nodes;

namespace CryptoPay.Sandbox.Coinbase;

/// <summary>JSON as the API's pages show it.</summary>
internal static class CheckoutWire
{
    public static JsonObject Write(Checkout checkout)
    {
        var body = new JsonObject
        {
            ["id"] = checkout.Id,
            ["url"] = checkout.Url,
            ["amount"] = Amount(checkout.Coins),
            ["currency"] = "USDC",
            ["network"] = "base",
            ["address"] = checkout.Address,
            ["status"] = checkout.Status.ToString(),
            ["description"] = checkout.Description,
            ["metadata"] = JsonObject.Create(checkout.Metadata),
            ["expiresAt"] = Time(checkout.ExpiresAt),
            ["createdAt"] = Time(checkout.CreatedAt),
            ["updatedAt"] = Time(checkout.UpdatedAt),
        };
        if (checkout.Currency != "USDC")
        {
            body["fiatAmount"] = Amount(checkout.Price);
            body["fiatCurrency"] = checkout.Currency;
        }
        if (checkout.TransactionHash is not null && checkout.Status == CheckoutStatus.COMPLETED)
        {
            body["transactionHash"] = checkout.TransactionHash;
        }
        return body;
    }

    public static IResult Answer(JsonNode body, int status = StatusCodes.Status200OK) =>
        Results.Text(body.ToJsonString(), "application/json", statusCode: status);

    public static IResult Error(int status, string type, string message) =>
        Answer(new JsonObject { ["errorType"] = type, ["errorMessage"] = message }, status);

    private static string Amount(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
