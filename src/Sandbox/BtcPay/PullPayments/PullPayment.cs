using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CryptoPay.Sandbox.Storage;

namespace CryptoPay.Sandbox.BtcPay.PullPayments;

/// <summary>What a refund is here: money set aside that whoever has its link can claim.</summary>
internal sealed record PullPayment : Document
{
    public required string InvoiceId { get; init; }
    public required string Name { get; init; }
    public required string Description { get; init; }

    /// <summary>In <see cref="Currency"/>, which need not be a coin: the rate is that of the approval.</summary>
    public required decimal Amount { get; init; }
    public required string Currency { get; init; }
    public required string PayoutMethodId { get; init; }

    /// <summary>Units of <see cref="Currency"/> for one coin.</summary>
    public required decimal Rate { get; init; }
    public required DateTimeOffset StartsAt { get; init; }
    public bool IsArchived { get; init; }
    public ImmutableArray<Payout> Payouts { get; init; } = [];

    /// <summary>Only what is refunded in its own coin needs no person to approve a rate.</summary>
    [JsonIgnore]
    public bool AutoApproves => PayoutMethodId.Split('-')[0] == Currency;
}

/// <param name="OriginalAmount">In the pull payment's currency.</param>
internal sealed record Payout(
    string Id, PayoutState State, decimal OriginalAmount, string Destination, DateTimeOffset ClaimedAt);

internal enum PayoutState { AwaitingApproval, AwaitingPayment, InProgress, Completed, Cancelled }
