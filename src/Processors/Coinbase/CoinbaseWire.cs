using System.Text.Json;
using System.Text.Json.Serialization;
using CryptoPay.Processors.Http;

namespace CryptoPay.Processors.Coinbase;

// The parts of the Checkouts API's JSON that we use. A required member that is missing or null is nonsense.

internal sealed record TokenHeaderWire(string Alg, string Kid, string Typ, string Nonce);

internal sealed record TokenClaimsWire(string Sub, string Iss, long Nbf, long Iat, long Exp, string[] Uris);

/// <param name="Amount">At most 2 decimals.</param>
/// <param name="ExpiresAt">RFC 3339.</param>
internal sealed record NewCheckoutWire(
    string Amount, string Currency, string Description, MetadataWire Metadata, string ExpiresAt);

/// <summary>Anybody may write anything here: what is not text counts as not there.</summary>
internal sealed record MetadataWire
{
    // set, not init: the generated reader would give init members that are missing their type's default, null.
    [JsonConverter(typeof(TextOrNothing))] public string Merchant { get; set; } = "";
    [JsonConverter(typeof(TextOrNothing))] public string OrderId { get; set; } = "";
    [JsonConverter(typeof(TextOrNothing))] public string AttemptId { get; set; } = "";
}

internal sealed record CheckoutWire
{
    public required string Id { get; init; }
    public required string Url { get; init; }
    [JsonConverter(typeof(AmountText))] public required decimal Amount { get; init; }
    public required string Currency { get; init; }
    public required string Status { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public MetadataWire? Metadata { get; init; }

    /// <summary>
    /// What was asked for, where <see cref="Amount"/> is what that is in USDC; null or "" where it is not.
    /// </summary>
    public string? FiatAmount { get; init; }
    public string? FiatCurrency { get; init; }
    public string? TransactionHash { get; init; }
    public string? RefundedAmount { get; init; }

    /// <summary>Also those that people made by hand: one that we cannot read must not hide the checkout.</summary>
    public JsonElement[]? Refunds { get; init; }
}

/// <param name="Amount">At most 2 decimals.</param>
/// <param name="Reason">At most 500 characters; comes back with the refund.</param>
internal sealed record NewRefundWire(string Amount, string Currency, string Reason);

internal sealed record RefundWire
{
    public required string Id { get; init; }
    public required string Status { get; init; }

    /// <summary>In <see cref="Currency"/>, or USDC; <see cref="FiatAmount"/> is the same in fiat.</summary>
    public string? Amount { get; init; }
    public string? Currency { get; init; }
    public string? FiatAmount { get; init; }
    public string? FiatCurrency { get; init; }
    public string? Reason { get; init; }
}

/// <summary>What tells a refund from others.</summary>
internal sealed record RefundMarkWire
{
    [JsonConverter(typeof(TextOrNothing))] public string Id { get; set; } = "";
    [JsonConverter(typeof(TextOrNothing))] public string Reason { get; set; } = "";
}

/// <summary>The answer to a refund.</summary>
internal sealed record RefundedWire
{
    public required CheckoutWire Checkout { get; init; }
    public required RefundWire Refund { get; init; }
}

internal sealed record CheckoutPageWire
{
    /// <summary>Everybody's; one that we cannot read must not hide ours.</summary>
    public required JsonElement[] Checkouts { get; init; }

    /// <summary>null or "" on the last page.</summary>
    public string? NextPageToken { get; init; }
}

/// <summary>Where a checkout stands in the list.</summary>
internal sealed record CheckoutPlaceWire(DateTimeOffset? CreatedAt);

internal sealed record FaultWire(string? ErrorType, FaultItemWire[]? Errors);

internal sealed record FaultItemWire(string? Id);

internal sealed record WebhookWire(string? Id, MetadataWire? Metadata);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(TokenHeaderWire))]
[JsonSerializable(typeof(TokenClaimsWire))]
[JsonSerializable(typeof(NewCheckoutWire))]
[JsonSerializable(typeof(CheckoutWire))]
[JsonSerializable(typeof(CheckoutPageWire))]
[JsonSerializable(typeof(CheckoutPlaceWire))]
[JsonSerializable(typeof(NewRefundWire))]
[JsonSerializable(typeof(RefundMarkWire))]
[JsonSerializable(typeof(RefundedWire))]
[JsonSerializable(typeof(FaultWire))]
[JsonSerializable(typeof(WebhookWire))]
internal sealed partial class CoinbaseJson : JsonSerializerContext;
