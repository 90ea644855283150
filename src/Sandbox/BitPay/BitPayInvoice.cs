using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CryptoPay.Sandbox.Storage;

namespace CryptoPay.Sandbox.BitPay;

/// <summary>An invoice as it is stored. All that changes it is in <see cref="InvoiceRules"/>.</summary>
internal sealed record BitPayInvoice : Document
{
    /// <summary>The idempotency key; "" for none.</summary>
    public required string Guid { get; init; }
    public required string PosData { get; init; }
    public required string ItemDesc { get; init; }
    public required decimal Price { get; init; }
    public required string Currency { get; init; }

    /// <summary>high, medium or low.</summary>
    public required string Speed { get; init; }

    /// <summary>What it may be paid in; at least one.</summary>
    public required ImmutableArray<CoinTotal> Totals { get; init; }

    /// <summary>Where its webhooks go; "" for none.</summary>
    public required string NotificationUrl { get; init; }
    public required bool ExtendedNotifications { get; init; }

    /// <summary>Which token made it, and signs its webhooks.</summary>
    public required Facade Facade { get; init; }

    /// <summary>The dialect's root as its maker called it, without a slash at the end.</summary>
    public required string BaseUrl { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public InvoiceStatus Status { get; init; } = InvoiceStatus.New;
    public bool IsCancelled { get; init; }
    public ImmutableArray<Payment> Payments { get; init; } = [];

    public ImmutableArray<BitPayRefund> Refunds { get; init; } = [];

    /// <summary>When all of it was seen; null before.</summary>
    public DateTimeOffset? PaidAt { get; init; }

    /// <summary>The coin that it is paid in; the first of several until somebody pays.</summary>
    [JsonIgnore]
    public CoinTotal Total => Totals[0];

    /// <summary>Whole coins.</summary>
    [JsonIgnore]
    public decimal Paid => Payments.Sum(payment => payment.Amount);

    [JsonIgnore]
    public override DateTimeOffset? DueAt => Status switch
    {
        InvoiceStatus.New => ExpiresAt,
        InvoiceStatus.Paid => PaidAt + InvoiceRules.InvalidAfter,
        InvoiceStatus.Invalid => PaidAt + InvoiceRules.DeclinedAfter,
        _ => null,
    };
}

/// <param name="Rate">Units of the invoice's currency for one coin, locked.</param>
/// <param name="Amount">Whole coins.</param>
internal sealed record CoinTotal(string Coin, decimal Rate, decimal Amount);

/// <param name="Amount">Whole coins.</param>
internal sealed record Payment(string TransactionHash, decimal Amount, DateTimeOffset ReceivedAt, int Confirmations);

internal enum Facade { Pos, Merchant }

internal enum InvoiceStatus { New, Paid, Confirmed, Complete, Expired, Invalid, Declined }
