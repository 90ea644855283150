using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using CryptoPay.Sandbox.Coins;

namespace CryptoPay.Sandbox.Coinbase;

/// <summary>The body of a create, checked as the API's pages say.</summary>
internal static partial class NewCheckout
{
    public const string AmountRule = "amount must be from 0.01 to 100000000 with at most 2 decimals";

    private const int MetadataKeysMax = 20;
    private const int MetadataCharsMax = 100;
    private const int DescriptionCharsMax = 500;
    private static readonly string[] Currencies = ["USDC", "USD", "EUR", "GBP", "SGD"];

    /// <summary>The checkout, or what is wrong with the body.</summary>
    public static (Checkout? Checkout, string Mistake) Read(string body, DateTimeOffset now)
    {
        try
        {
            return Read(JsonElement.Parse(body), now);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return (null, "The body is not a JSON object with amount and currency as strings");
        }
    }

    /// <summary>Null where it breaks the rule.</summary>
    public static decimal? AmountOf(string text) =>
        AmountForm.IsMatch(text)
        && decimal.Parse(text, CultureInfo.InvariantCulture) is var amount and >= 0.01m and <= 100_000_000m
            ? amount
            : null;

    private static (Checkout?, string) Read(JsonElement body, DateTimeOffset now)
    {
        var currency = body.GetProperty("currency").GetString()!;
        var description = body.TryGetProperty("description", out var text) ? text.GetString()! : "";
        var metadata = body.TryGetProperty("metadata", out var pairs) ? pairs : JsonElement.Parse("{}");
        var expiresAt = body.TryGetProperty("expiresAt", out var end) ? end.GetDateTimeOffset() : now.AddHours(24);
        if (AmountOf(body.GetProperty("amount").GetString()!) is not { } price) return (null, AmountRule);
        if (!Currencies.Contains(currency)) return (null, $"currency must be one of {string.Join(", ", Currencies)}");
        if (description.Length > DescriptionCharsMax)
            return (null, $"description must have at most {DescriptionCharsMax} characters");
        if (metadata.EnumerateObject().Count() > MetadataKeysMax
            || metadata.EnumerateObject().Any(pair => pair.Value.GetString()!.Length > MetadataCharsMax))
        {
            return (null,
                $"metadata must have at most {MetadataKeysMax} keys and {MetadataCharsMax} characters a value");
        }
        if (expiresAt <= now) return (null, "expiresAt must be in the future");
        return (new Checkout
        {
            Id = RandomNumberGenerator.GetHexString(24, lowercase: true),
            OrderId = metadata.TryGetProperty("orderId", out var orderId) ? orderId.GetString()! : "",
            Price = price,
            Currency = currency,
            Coins = Coins(price, currency),
            Description = description,
            Metadata = metadata,
            Address = Coin.Find("USDC")!.NewAddress(),
            CreatedAt = now,
            UpdatedAt = now,
            ExpiresAt = expiresAt,
        }, "");
    }

    // A currency that the sandbox has no rate of is taken one to one.
    private static decimal Coins(decimal price, string currency) =>
        Math.Ceiling(price / (Rates.Of(Coin.Find("USDC")!, currency) ?? 1) * 100) / 100;

    [GeneratedRegex(@"\A[0-9]{1,12}(\.[0-9]{1,2})?\z")]
    private static partial Regex AmountForm { get; }
}
