using System.Text.Json;
using System.Text.Json.Serialization;
using CryptoPay.Processors.Http;

namespace CryptoPay.Processors.CoinbaseCommerce;

// The parts of the Commerce API's JSON that we use. A required member that is missing or null is nonsense.

internal sealed record NewChargeWire(
    string Name, string Description, string PricingType, PriceWire LocalPrice, MetadataWire Metadata);

/// <summary>The API's own name for decimal text and a currency; a price that we ask for.</summary>
internal sealed record PriceWire(string Amount, string Currency);

/// <summary>Anybody may write anything here: what is not text counts as not there.</summary>
internal sealed record MetadataWire
{
    // Keys of ours, so not in the API's spelling. set, not init: the generated reader would give init members that are
    // missing their type's default, null.
    [JsonConverter(typeof(TextOrNothing))] public string Merchant { get; set; } = "";
    [JsonPropertyName("orderId"), JsonConverter(typeof(TextOrNothing))] public string OrderId { get; set; } = "";
    [JsonPropertyName("attemptId"), JsonConverter(typeof(TextOrNothing))] public string AttemptId { get; set; } = "";
}

internal sealed record ChargeAnswerWire
{
    public required ChargeWire Data { get; init; }
}

internal sealed record ChargeListWire
{
    /// <summary>Everybody's charges; one that we cannot read must not hide ours.</summary>
    public required JsonElement[] Data { get; init; }
    public PaginationWire? Pagination { get; init; }
}

/// <param name="NextUri">null on the last page.</param>
internal sealed record PaginationWire(string? NextUri);

/// <summary>Where a charge stands in the list.</summary>
internal sealed record ChargePlaceWire(string? Id, DateTimeOffset? CreatedAt);

/// <summary>Whose a charge is.</summary>
internal sealed record ChargeMarkWire(string? Id, MetadataWire? Metadata);

internal sealed record ChargeWire
{
    public required string Id { get; init; }
    public required TimelineWire[] Timeline { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public string? HostedUrl { get; init; }
    public MetadataWire? Metadata { get; init; }

    /// <summary>Missing where the payer names the price, which no charge of ours lets them.</summary>
    public PricingWire? Pricing { get; init; }
    public PaymentWire[]? Payments { get; init; }
}

/// <summary>One step of a charge's life; the last is where it stands.</summary>
internal sealed record TimelineWire
{
    public required string Status { get; init; }
    public string? Context { get; init; }
}

internal sealed record PricingWire
{
    public required MoneyWire Local { get; init; }
}

internal sealed record MoneyWire
{
    [JsonConverter(typeof(AmountText))] public required decimal Amount { get; init; }
    public required string Currency { get; init; }
}

internal sealed record PaymentWire
{
    public string? PaymentId { get; init; }
    public string? TransactionId { get; init; }
    public required string Status { get; init; }
    public required ValueWire Value { get; init; }
}

internal sealed record ValueWire
{
    public required MoneyWire Local { get; init; }
    public required MoneyWire Crypto { get; init; }
}

internal sealed record WebhookWire(EventWire? Event);

internal sealed record EventWire(ChargeMarkWire? Data);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(NewChargeWire))]
[JsonSerializable(typeof(ChargeAnswerWire))]
[JsonSerializable(typeof(ChargeListWire))]
[JsonSerializable(typeof(ChargePlaceWire))]
[JsonSerializable(typeof(WebhookWire))]
internal sealed partial class CoinbaseCommerceJson : JsonSerializerContext;
