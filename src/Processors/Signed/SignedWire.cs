using System.Text.Json.Serialization;
using CryptoPay.Processors.Http;

namespace CryptoPay.Processors.Signed;

// The contract's JSON; docs/processors/signed.md has it in words. A required member that is missing is nonsense.

internal sealed record NewPaymentWire(
    string PosLabel,
    string OrderId,
    string Amount,
    NewCurrencyWire Currency,
    string TransactionSpeed,
    string? NotificationUrl,
    MetadataWire Metadata,
    long ExpiresInSeconds,
    long MonitoringSeconds,
    string TolerancePercent);

internal sealed record NewCurrencyWire(string IsoCode, string CryptoCode);

/// <summary>Other software may keep anything here: what is not text counts as not there.</summary>
internal sealed record MetadataWire
{
    // set, not init: the generated reader would give init members that are missing their type's default, null.
    [JsonConverter(typeof(TextOrNothing))] public string Merchant { get; set; } = "";
    [JsonConverter(typeof(TextOrNothing))] public string OrderId { get; set; } = "";
    [JsonConverter(typeof(TextOrNothing))] public string AttemptId { get; set; } = "";
}

internal sealed record PaymentWire
{
    public required string Id { get; init; }
    public required string Status { get; init; }
    [JsonConverter(typeof(AmountText))] public required decimal Amount { get; init; }
    [JsonConverter(typeof(AmountText))] public required decimal AmountPaid { get; init; }
    public required CurrencyWire Currency { get; init; }
    [JsonConverter(typeof(AmountText))] public required decimal CryptoAmount { get; init; }
    public required string CheckoutUrl { get; init; }
    public required string PaymentUri { get; init; }
    [JsonConverter(typeof(UnixSeconds))] public required DateTimeOffset CreatedAt { get; init; }
    [JsonConverter(typeof(UnixSeconds))] public required DateTimeOffset ExpiresAt { get; init; }
    [JsonConverter(typeof(UnixSeconds))] public required DateTimeOffset MonitoredUntil { get; init; }
    public required MetadataWire Metadata { get; init; }
    public required TransferWire[] Transfers { get; init; }
}

internal sealed record CurrencyWire
{
    public required string IsoCode { get; init; }
}

internal sealed record TransferWire
{
    public required string Id { get; init; }
    [JsonConverter(typeof(AmountText))] public required decimal CryptoAmount { get; init; }
    public required bool IsConfirmed { get; init; }

    /// <summary>False where the processor does not say.</summary>
    public bool IsInvalid { get; init; }
}

internal sealed record NewRefundWire(string RefundId, string Amount, string Currency);

internal sealed record RefundWire
{
    public required string Id { get; init; }
    public required string RefundId { get; init; }
    public required string PaymentId { get; init; }
    public required string Status { get; init; }
    [JsonConverter(typeof(AmountText))] public required decimal Amount { get; init; }
    [JsonConverter(typeof(AmountText))] public required decimal AmountOut { get; init; }
    public required string Currency { get; init; }
    public required string ClaimUrl { get; init; }
}

/// <summary>Whose a refund is.</summary>
internal sealed record RefundMarkWire(string? PaymentId, string? RefundId);

internal sealed record FaultWire(string? Code);

/// <param name="Data">Where Standard Webhooks has it: beside the type, without an event around both.</param>
internal sealed record WebhookWire(EventWire? Event, EventDataWire? Data);

internal sealed record EventWire(EventDataWire? Data);

internal sealed record EventDataWire(string? Id, MetadataWire? Metadata);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(NewPaymentWire))]
[JsonSerializable(typeof(PaymentWire))]
[JsonSerializable(typeof(NewRefundWire))]
[JsonSerializable(typeof(RefundWire))]
[JsonSerializable(typeof(RefundMarkWire))]
[JsonSerializable(typeof(FaultWire))]
[JsonSerializable(typeof(WebhookWire))]
internal sealed partial class SignedJson : JsonSerializerContext;
