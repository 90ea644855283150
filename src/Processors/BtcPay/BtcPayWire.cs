using System.Text.Json.Serialization;
using CryptoPay.Processors.Http;

namespace CryptoPay.Processors.BtcPay;

// The parts of the Greenfield API's JSON that we use. A required member that is missing or null is nonsense.

internal sealed record NewInvoiceWire(string Amount, string Currency, MetadataWire Metadata, CheckoutWire Checkout);

internal sealed record CheckoutWire(
    string SpeedPolicy,
    string[] PaymentMethods,
    int ExpirationMinutes,
    int MonitoringMinutes,
    decimal PaymentTolerance);

internal sealed record MarkWire(string Status);

/// <summary>Anybody may write anything here: what is not text counts as not there.</summary>
internal sealed record MetadataWire
{
    // set, not init: the generated reader would give init members that are missing their type's default, null.
    [JsonConverter(typeof(TextOrNothing))] public string OrderId { get; set; } = "";
    [JsonConverter(typeof(TextOrNothing))] public string Merchant { get; set; } = "";
    [JsonConverter(typeof(TextOrNothing))] public string AttemptId { get; set; } = "";
    [JsonConverter(typeof(TextOrNothing))] public string? ItemDesc { get; set; }
}

internal sealed record InvoiceWire
{
    public required string Id { get; init; }
    [JsonConverter(typeof(AmountText))] public required decimal Amount { get; init; }
    [JsonConverter(typeof(AmountText))] public required decimal PaidAmount { get; init; }
    public required string Currency { get; init; }
    public required string Status { get; init; }
    public required string AdditionalStatus { get; init; }
    [JsonConverter(typeof(UnixSeconds))] public required DateTimeOffset CreatedTime { get; init; }
    [JsonConverter(typeof(UnixSeconds))] public required DateTimeOffset ExpirationTime { get; init; }
    [JsonConverter(typeof(UnixSeconds))] public required DateTimeOffset MonitoringExpiration { get; init; }
    public required string CheckoutLink { get; init; }
    public required MetadataWire Metadata { get; init; }

    /// <summary>Empty unless the call asks with includePaymentMethods=true.</summary>
    public required PaymentMethodWire[] PaymentMethods { get; init; }
}

/// <summary>Where an invoice stands in a list.</summary>
internal sealed record InvoicePlaceWire
{
    [JsonConverter(typeof(UnixSeconds))] public DateTimeOffset? CreatedTime { get; init; }
}

internal sealed record PaymentMethodWire
{
    public required bool Activated { get; init; }
    public string? PaymentLink { get; init; }
    [JsonConverter(typeof(AmountText))] public required decimal Amount { get; init; }

    /// <summary>Coins that are still asked for, less than 0 where too many came; and what one is worth.</summary>
    [JsonConverter(typeof(SignedAmountText))] public decimal? Due { get; init; }
    [JsonConverter(typeof(AmountText))] public decimal? Rate { get; init; }
    public required PaymentWire[] Payments { get; init; }
}

internal sealed record PaymentWire
{
    public required string Id { get; init; }
    [JsonConverter(typeof(AmountText))] public required decimal Value { get; init; }
    public required string Status { get; init; }
}

/// <param name="PayoutMethods">Servers from 2.4.1 on; they ignore the one before it.</param>
/// <param name="PayoutMethodId">Servers from 2.0.0 on, which ignore the other.</param>
internal sealed record NewRefundWire(
    string Name,
    string RefundVariant,
    string CustomAmount,
    string CustomCurrency,
    string[] PayoutMethods,
    string PayoutMethodId);

/// <summary>Any person or software may write one, or none.</summary>
internal sealed record PullPaymentNameWire(string? Name);

internal sealed record PullPaymentIdWire
{
    public required string Id { get; init; }
}

internal sealed record PullPaymentWire
{
    public required string Id { get; init; }

    /// <summary>Any person or software may write one, or none.</summary>
    [JsonConverter(typeof(TextOrNothing))] public string Name { get; set; } = "";
    [JsonConverter(typeof(AmountText))] public required decimal Amount { get; init; }
    public required string Currency { get; init; }
    public required bool Archived { get; init; }
    public required string ViewLink { get; init; }
}

internal sealed record PayoutWire
{
    public required string State { get; init; }

    /// <summary>In the pull payment's currency; what goes out in the coin is fixed only when it is approved.</summary>
    [JsonConverter(typeof(AmountText))] public required decimal OriginalAmount { get; init; }
    public required string OriginalCurrency { get; init; }
}

internal sealed record FaultWire(string? Code)
{
    /// <summary>For people; of a failed create it ends with the creation's log.</summary>
    [JsonConverter(typeof(TextOrNothing))] public string Message { get; set; } = "";
}

internal sealed record FieldFaultWire(string? Path);

internal sealed record WebhookWire(string? StoreId, string? InvoiceId, MetadataWire? Metadata);

/// <summary>Each permission is a name, or a name and the one store that it is limited to, after a colon.</summary>
internal sealed record KeyWire
{
    public required string[] Permissions { get; init; }
}

internal sealed record StoreWire
{
    public required string NetworkFeeMode { get; init; }
    public bool LazyPaymentMethods { get; init; }
    public bool Archived { get; init; }
}

internal sealed record WebhookSettingsWire
{
    public required string Url { get; init; }
    public required bool Enabled { get; init; }
    public bool AutomaticRedelivery { get; init; }
    public required AuthorizedEventsWire AuthorizedEvents { get; init; }
}

internal sealed record AuthorizedEventsWire(bool Everything);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(NewInvoiceWire))]
[JsonSerializable(typeof(MarkWire))]
[JsonSerializable(typeof(InvoiceWire))]
[JsonSerializable(typeof(InvoicePlaceWire))]
[JsonSerializable(typeof(NewRefundWire))]
[JsonSerializable(typeof(PullPaymentWire))]
[JsonSerializable(typeof(PullPaymentNameWire))]
[JsonSerializable(typeof(PullPaymentIdWire))]
[JsonSerializable(typeof(PayoutWire[]))]
[JsonSerializable(typeof(FaultWire))]
[JsonSerializable(typeof(FieldFaultWire[]))]
[JsonSerializable(typeof(WebhookWire))]
[JsonSerializable(typeof(KeyWire))]
[JsonSerializable(typeof(StoreWire))]
[JsonSerializable(typeof(WebhookSettingsWire[]))]
internal sealed partial class BtcPayJson : JsonSerializerContext;
