using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CryptoPay.Sandbox.BtcPay.Invoices;

/// <summary>An invoice as it is stored. All that changes it is in <see cref="InvoiceRules"/>.</summary>
internal sealed record BtcPayInvoice
{
    public required string Id { get; init; }
    public required string StoreId { get; init; }

    /// <summary>From the metadata, also where it is a number there; "" for none.</summary>
    public required string OrderId { get; init; }

    /// <summary>In <see cref="Currency"/>; null for a top-up, which any payment settles.</summary>
    public required decimal? Amount { get; init; }
    public required string Currency { get; init; }
    public required JsonElement Metadata { get; init; }
    public required ImmutableArray<string> SearchTerms { get; init; }
    public required Checkout Checkout { get; init; }

    /// <summary>None where nothing is asked for.</summary>
    public required ImmutableArray<PaymentMethod> Methods { get; init; }
    public ImmutableArray<Payment> Payments { get; init; } = [];
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public required DateTimeOffset MonitoredUntil { get; init; }
    public InvoiceStatus Status { get; init; } = InvoiceStatus.New;
    public AdditionalStatus AdditionalStatus { get; init; } = AdditionalStatus.None;

    /// <summary>When time alone next changes it; null for never.</summary>
    [JsonIgnore]
    public DateTimeOffset? DueAt => Status switch
    {
        InvoiceStatus.New => ExpiresAt,
        InvoiceStatus.Processing => MonitoredUntil,
        _ => null,
    };

    public PaymentMethod MethodOf(Payment payment) => Methods.First(method => method.Id == payment.MethodId);
}

/// <summary>What the request asked for or the store's default, echoed in every answer.</summary>
/// <param name="PaymentTolerance">Percent.</param>
internal sealed record Checkout(
    SpeedPolicy SpeedPolicy, string? DefaultPaymentMethod, int ExpirationMinutes, int MonitoringMinutes,
    decimal PaymentTolerance, string? RedirectUrl, bool RedirectAutomatically, string? DefaultLanguage);

/// <param name="Rate">Units of the invoice's currency for one coin, locked.</param>
/// <param name="KeyIndex">Place of the address in the store's wallet.</param>
internal sealed record PaymentMethod(string Id, string CryptoCode, decimal Rate, string Address, int KeyIndex);

/// <param name="Value">Whole coins.</param>
/// <param name="IsSettled">Has the confirmations that the speed policy asks for.</param>
internal sealed record Payment(
    string Id, string MethodId, decimal Value, DateTimeOffset ReceivedAt, int Confirmations, bool IsSettled);

internal enum InvoiceStatus { New, Processing, Expired, Invalid, Settled }

internal enum AdditionalStatus { None, PaidLate, PaidPartial, Marked, PaidOver }

internal enum SpeedPolicy { HighSpeed, MediumSpeed, LowMediumSpeed, LowSpeed }
