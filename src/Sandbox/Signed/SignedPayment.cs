using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using CryptoPay.Sandbox.Coins;
using CryptoPay.Sandbox.Storage;

namespace CryptoPay.Sandbox.Signed;

/// <summary>A payment as it is stored. All that changes it is in <see cref="SignedRules"/>.</summary>
internal sealed record SignedPayment : Document
{
    /// <summary>Of the body that asked for it: the same key with another body is a conflict.</summary>
    public required string RequestHash { get; init; }

    public required decimal Amount { get; init; }
    public required string IsoCode { get; init; }
    public required string CryptoCode { get; init; }

    /// <summary>Units of <see cref="IsoCode"/> for one coin, locked.</summary>
    public required decimal Rate { get; init; }
    public required string Address { get; init; }
    public required int ConfirmationsNeeded { get; init; }
    public required decimal TolerancePercent { get; init; }

    /// <summary>"" where the account's own address is meant.</summary>
    public required string NotificationUrl { get; init; }
    public required JsonElement Metadata { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public required DateTimeOffset MonitoredUntil { get; init; }
    public PaymentStatus Status { get; init; } = PaymentStatus.Pending;
    public ImmutableArray<Transfer> Transfers { get; init; } = [];
    public ImmutableArray<SignedRefund> Refunds { get; init; } = [];

    /// <summary>Whole coins.</summary>
    [JsonIgnore]
    public decimal CryptoAmount => Coin.RoundUp(Amount / Rate);

    /// <summary>Whole coins; below 0 where too much was paid.</summary>
    [JsonIgnore]
    public decimal CryptoDue => CryptoAmount - Transfers.Sum(transfer => transfer.CryptoAmount);

    /// <summary>All money seen, early or late.</summary>
    [JsonIgnore]
    public decimal AmountPaid =>
        Math.Round(Transfers.Sum(transfer => transfer.CryptoAmount) * Rate, Rates.DecimalsOf(IsoCode));

    [JsonIgnore]
    public override DateTimeOffset? DueAt => Status switch
    {
        PaymentStatus.Pending => ExpiresAt,
        PaymentStatus.Confirming => MonitoredUntil,
        _ => null,
    };
}

/// <param name="Id">Transaction hash and output.</param>
internal sealed record Transfer(string Id, decimal CryptoAmount, int Confirmations);

/// <param name="RequestHash">Of the body that asked for it: the same key with another body is a conflict.</param>
/// <param name="Amount">In the payment's currency.</param>
internal sealed record SignedRefund(
    string Id, string RefundId, string RequestHash, decimal Amount, DateTimeOffset CreatedAt,
    RefundStatus Status = RefundStatus.Pending);

internal enum RefundStatus { Pending, Completed, Failed }

internal enum PaymentStatus { Pending, Confirming, Confirmed, Completed, Expired, Failed, Cancelled }
