using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using CryptoPay.Sandbox.Storage;

namespace CryptoPay.Sandbox.BtcPay.Invoices;

/// <summary>An invoice as it is stored. All that changes it is in <see cref="InvoiceRules"/>.</summary>
internal sealed record BtcPayInvoice : Document
{
    public required string StoreId { get; init; }

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

    /// <summary>A verdict was put into its mouth, and neither money nor time changes it until the next block.</summary>
    public bool IsUnwatched { get; init; }

    /// <summary>What that verdict shows as paid, in <see cref="Currency"/>; null for what was.</summary>
    public decimal? ClaimedPaid { get; init; }

    /// <summary>The API shows null for its amount, as no good server does.</summary>
    public bool HidesAmount { get; init; }

    [JsonIgnore]
    public IEnumerable<Payment> Counted => Payments.Where(payment => !payment.IsInvalid);

    [JsonIgnore]
    public override DateTimeOffset? DueAt => IsUnwatched ? null : Earliest(
        Payments.Min(payment => payment.GoneAt),
        Status switch
        {
            InvoiceStatus.New => ExpiresAt,
            InvoiceStatus.Processing => MonitoredUntil,
            _ => null,
        });

    public PaymentMethod MethodOf(Payment payment) => Methods.First(method => method.Id == payment.MethodId);

    private static DateTimeOffset? Earliest(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other < one ? other : one;
}

/// <summary>What the request asked for or the store's default, echoed in every answer.</summary>
/// <param name="PaymentTolerance">Percent.</param>
internal sealed record Checkout(
    SpeedPolicy SpeedPolicy, string? DefaultPaymentMethod, int ExpirationMinutes, int MonitoringMinutes,
    decimal PaymentTolerance, string? RedirectUrl, bool RedirectAutomatically, string? DefaultLanguage);

/// <param name="Rate">Units of the invoice's currency for one coin, locked.</param>
/// <param name="KeyIndex">Place of the address in the store's wallet.</param>
/// <param name="NetworkFee">Whole coins that each payment is charged that <paramref name="FeeMode"/> means.</param>
internal sealed record PaymentMethod(
    string Id, string CryptoCode, decimal Rate, string Address, int KeyIndex,
    NetworkFeeMode FeeMode = NetworkFeeMode.Never, decimal NetworkFee = 0);

/// <param name="Value">Whole coins.</param>
/// <param name="IsSettled">Has the confirmations that the speed policy asks for.</param>
/// <param name="Fee">Whole coins that this payment was charged for the network; it counts for so much less.</param>
/// <param name="IsInvalid">It is listed and does not count.</param>
/// <param name="GoneAt">When it leaves the list, another one having its coins; null for never.</param>
internal sealed record Payment(
    string Id, string MethodId, decimal Value, DateTimeOffset ReceivedAt, int Confirmations, bool IsSettled,
    decimal Fee = 0, bool IsInvalid = false, DateTimeOffset? GoneAt = null);

internal enum InvoiceStatus { New, Processing, Expired, Invalid, Settled }

internal enum AdditionalStatus { None, PaidLate, PaidPartial, Marked, PaidOver }

internal enum SpeedPolicy { HighSpeed, MediumSpeed, LowMediumSpeed, LowSpeed }

internal enum NetworkFeeMode { Never, MultiplePaymentsOnly, Always }
