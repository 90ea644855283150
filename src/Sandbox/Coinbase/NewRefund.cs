using System.Text.Json;

namespace CryptoPay.Sandbox.Coinbase;

/// <summary>The body of a refund, its form checked as the API's pages say.</summary>
/// <param name="Currency">Null for the checkout's own.</param>
/// <param name="Reason">"" for none.</param>
internal sealed record NewRefund(decimal Amount, string? Currency, string Reason)
{
    private const int ReasonCharsMax = 500;

    /// <summary>The refund, or what is wrong with the body.</summary>
    public static (NewRefund? Refund, string Mistake) Read(string body)
    {
        try
        {
            var fields = JsonElement.Parse(body);
            var currency = fields.TryGetProperty("currency", out var given) ? given.GetString() : null;
            var reason = fields.TryGetProperty("reason", out var text) ? text.GetString()! : "";
            return NewCheckout.AmountOf(fields.GetProperty("amount").GetString()!) is not { } amount
                ? (null, NewCheckout.AmountRule)
                : reason.Length > ReasonCharsMax
                    ? (null, $"reason must have at most {ReasonCharsMax} characters")
                    : (new NewRefund(amount, currency, reason), "");
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return (null, "The body is not a JSON object with amount as a string");
        }
    }
}
