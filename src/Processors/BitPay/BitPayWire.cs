using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;
using CryptoPay.Processors.Http;

namespace CryptoPay.Processors.BitPay;

// The parts of BitPay's JSON that we use. A required member that is missing or null is nonsense.

/// <summary>Every answer. An error may come with status 200: then there is a code and no data.</summary>
internal sealed record AnswerWire<T> where T : class
{
    public T? Data { get; init; }
    [JsonConverter(typeof(TextOrNothing))] public string? Code { get; init; }

    /// <summary>Names the fields of the request that are wrong.</summary>
    public JsonElement Errors { get; init; }
}

internal sealed record NewInvoiceWire
{
    public required string Token { get; init; }
    [JsonConverter(typeof(Price))] public required decimal Price { get; init; }
    public required string Currency { get; init; }

    /// <summary>The same again answers with the invoice that is there, at its old price.</summary>
    public required string Guid { get; init; }
    public required string OrderId { get; init; }
    public required string PosData { get; init; }
    public string? ItemDesc { get; init; }
    public required string[] PaymentCurrencies { get; init; }
    public required string TransactionSpeed { get; init; }

    /// <summary>Milliseconds to pay in.</summary>
    public required long AcceptanceWindow { get; init; }
    [JsonPropertyName("notificationURL")] public string? NotificationUrl { get; init; }
    public bool? ExtendedNotifications { get; init; }
}

internal sealed record NewRefundWire
{
    public required string Token { get; init; }

    /// <summary>BitPay's pages do not say that the same again makes no second refund.</summary>
    public required string Guid { get; init; }
    public required string InvoiceId { get; init; }
    [JsonConverter(typeof(Price))] public required decimal Amount { get; init; }
    public required string Currency { get; init; }

    /// <summary>True: it waits for a second call that confirms it.</summary>
    public required bool Preview { get; init; }

    /// <summary>True: the ledger is charged now and it cannot be cancelled.</summary>
    public required bool Immediate { get; init; }
    public required bool BuyerPaysRefundFee { get; init; }

    /// <summary>100 characters at most.</summary>
    public string? Reference { get; init; }
}

/// <summary>Ours, as the text that BitPay echoes in posData.</summary>
internal sealed record PosDataWire
{
    // set, not init: the generated reader would give init members that are missing their type's default, null.
    [JsonConverter(typeof(TextOrNothing))] public string Merchant { get; set; } = "";
    [JsonConverter(typeof(TextOrNothing))] public string OrderId { get; set; } = "";
    [JsonConverter(typeof(TextOrNothing))] public string AttemptId { get; set; } = "";
    [JsonConverter(typeof(TextOrNothing))] public string Coin { get; set; } = "";
}

internal sealed record InvoiceWire
{
    public required string Id { get; init; }
    public required string Url { get; init; }
    public required string Status { get; init; }
    [JsonConverter(typeof(Price))] public required decimal Price { get; init; }
    public required string Currency { get; init; }
    [JsonConverter(typeof(UnixMilliseconds))] public required DateTimeOffset InvoiceTime { get; init; }
    [JsonConverter(typeof(UnixMilliseconds))] public required DateTimeOffset ExpirationTime { get; init; }
    [JsonConverter(typeof(ExceptionStatus))] public string ExceptionStatus { get; set; } = "";
    [JsonConverter(typeof(SmallestUnits))] public BigInteger? AmountPaid { get; init; }
    public bool? IsCancelled { get; init; }
    [JsonConverter(typeof(TextOrNothing))] public string OrderId { get; set; } = "";
    [JsonConverter(typeof(TextOrNothing))] public string PosData { get; set; } = "";

    /// <summary>The coin that the customer chose; "" before.</summary>
    [JsonConverter(typeof(TextOrNothing))] public string TransactionCurrency { get; set; } = "";
    public TransactionWire?[]? Transactions { get; init; }

    /// <summary>The refunds that were executed: a list, or one. Read by hand, as no page shows its form.</summary>
    public JsonElement RefundInfo { get; init; }

    // By coin, of every coin that BitPay has; smallest units, whole coins, and URIs by their form.
    public Dictionary<string, string> PaymentTotals { get; set; } = [];

    /// <summary>As the totals, without the network's cost, which is no part of the price.</summary>
    public Dictionary<string, string> PaymentSubtotals { get; set; } = [];
    public Dictionary<string, string> PaymentDisplayTotals { get; set; } = [];
    public Dictionary<string, Dictionary<string, string>>? PaymentCodes { get; init; }
}

/// <summary>Whose an invoice is.</summary>
internal sealed record InvoiceMarkWire
{
    [JsonConverter(typeof(TextOrNothing))] public string OrderId { get; set; } = "";
    [JsonConverter(typeof(TextOrNothing))] public string PosData { get; set; } = "";
}

/// <summary>Where an invoice stands in a list.</summary>
internal sealed record InvoicePlaceWire
{
    [JsonConverter(typeof(UnixMilliseconds))] public DateTimeOffset? InvoiceTime { get; init; }
}

internal sealed record TransactionWire
{
    [JsonConverter(typeof(TextOrNothing))] public string Txid { get; set; } = "";
    [JsonConverter(typeof(SmallestUnits))] public BigInteger Amount { get; set; }
}

internal sealed record RefundWire
{
    public required string Id { get; init; }
    public required string Invoice { get; init; }
    [JsonConverter(typeof(TextOrNothing))] public string Guid { get; set; } = "";
    public required string Status { get; init; }
    [JsonConverter(typeof(Price))] public required decimal Amount { get; init; }
    public required string Currency { get; init; }
}

/// <summary>A webhook: the invoice's fields themselves, or in data beside the event.</summary>
internal sealed record WebhookWire
{
    public WebhookWire? Data { get; init; }
    [JsonConverter(typeof(TextOrNothing))] public string Id { get; set; } = "";
    [JsonConverter(typeof(TextOrNothing))] public string PosData { get; set; } = "";
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    Converters = [typeof(TextsByName)])]
[JsonSerializable(typeof(NewInvoiceWire))]
[JsonSerializable(typeof(NewRefundWire))]
[JsonSerializable(typeof(PosDataWire))]
[JsonSerializable(typeof(AnswerWire<InvoiceWire>))]
[JsonSerializable(typeof(InvoiceMarkWire))]
[JsonSerializable(typeof(InvoicePlaceWire))]
[JsonSerializable(typeof(AnswerWire<JsonElement[]>))]
[JsonSerializable(typeof(AnswerWire<RefundWire>))]
[JsonSerializable(typeof(AnswerWire<object>), TypeInfoPropertyName = "Fault")]
[JsonSerializable(typeof(WebhookWire))]
internal sealed partial class BitPayJson : JsonSerializerContext;
