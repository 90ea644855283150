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
            // Not "base", where real money is.
            ["network"] = "base-sepolia",
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
        if (checkout.TransactionHash is not null && checkout.Status is CheckoutStatus.COMPLETED
            or CheckoutStatus.REFUNDED or CheckoutStatus.PARTIALLY_REFUNDED)
        {
            body["transactionHash"] = checkout.TransactionHash;
        }
        if (!checkout.Refunds.IsEmpty)
        {
            body["refundedAmount"] = Amount(Coins(checkout, RefundRules.Refunded(checkout)));
            body["refunds"] = new JsonArray([.. checkout.Refunds.Select(refund => Refund(checkout, refund))]);
        }
        return body;
    }

    public static JsonObject Refund(Checkout checkout, CheckoutRefund refund)
    {
        var body = new JsonObject
        {
            ["id"] = refund.Id,
            ["checkoutId"] = checkout.Id,
            ["amount"] = Amount(Coins(checkout, refund.Amount)),
            ["currency"] = "USDC",
            ["status"] = refund.Status.ToString(),
            ["createdAt"] = Time(refund.CreatedAt),
        };
        if (refund.Reason != "") body["reason"] = refund.Reason;
        if (refund.CompletedAt is { } completedAt) body["completedAt"] = Time(completedAt);
        if (refund.TransactionHash is { } hash) body["transactionHash"] = hash;
        if (checkout.Currency != "USDC")
        {
            body["fiatAmount"] = Amount(refund.Amount);
            body["fiatCurrency"] = checkout.Currency;
            body["exchangeRate"] = (checkout.Coins / checkout.Price).ToString("0.######", CultureInfo.InvariantCulture);
        }
        return body;
    }

    public static IResult Answer(JsonNode body, int status = StatusCodes.Status200OK) =>
        Results.Text(body.ToJsonString(), "application/json", statusCode: status);

    public static IResult Error(int status, string type, string message) =>
        Answer(new JsonObject { ["errorType"] = type, ["errorMessage"] = message }, status);

    // At the rate of the payment, so that all of it is all of the coins.
    private static decimal Coins(Checkout checkout, decimal amount) =>
        decimal.Round(amount * checkout.Coins / checkout.Price, 2);

    private static string Amount(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
