using System.Diagnostics;
using System.Text.Json.Serialization;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.PaymentIntents;

/// <summary>Money of one invoice that a caller asked us to give back.</summary>
public sealed record IntentRefund
{
    /// <summary>The caller's; unique within the order.</summary>
    public required string RefundId { get; init; }

    /// <summary>UUID v4, stored before the processor is called.</summary>
    public required string Key { get; init; }

    /// <summary>Whose invoice the money came by.</summary>
    public required string AttemptId { get; init; }

    public required Money Amount { get; init; }
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>When what was asked or seen last changed; reads of it count from here.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Counts the changes of how far it is.</summary>
    public long Revision { get; init; }

    /// <summary>
    /// When the processor was first asked, written before the call; null where it certainly never was.
    /// </summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>When it was asked last: a call that is repeated may be under way for as long again.</summary>
    public DateTimeOffset? LastSentAt
    {
        get => field ?? SentAt;
        init;
    }

    /// <summary>It was sent, has not been found, and is not sent again.</summary>
    public bool IsUnclear { get; init; }

    /// <summary>Why the processor will not make it, or a person says that it did not; "" otherwise.</summary>
    public string RefusalCode { get; init; } = "";

    /// <summary>As last seen at the processor; null until it is there.</summary>
    public Refund? Refund { get; init; }

    /// <summary>It is open, and was looked at as long as we look.</summary>
    public bool IsGivenUp { get; init; }

    [JsonIgnore]
    public RefundProgress Progress => Refund?.Status switch
    {
        _ when RefusalCode != "" => RefundProgress.Failed,
        null => RefundProgress.Requested,
        RefundStatus.Completed => RefundProgress.Completed,
        RefundStatus.Failed => RefundProgress.Failed,
        RefundStatus.Pending or RefundStatus.Unrecognized => RefundProgress.Pending,
        var status => throw new UnreachableException($"No row for {status}."),
    };

    /// <summary>Money may still go out by it.</summary>
    [JsonIgnore]
    public bool IsOpen => Progress is RefundProgress.Requested or RefundProgress.Pending;

    /// <summary>
    /// A person says that it was not made. It is looked for all the same, because it may have been.
    /// </summary>
    [JsonIgnore]
    public bool IsSaidNotMade => RefusalCode == ErrorCodes.NotMade;

    /// <summary>We owe the processor's hearing of it.</summary>
    [JsonIgnore]
    public bool IsOwed => Progress == RefundProgress.Requested && !IsGivenUp;

    /// <summary>What the processor says is out.</summary>
    [JsonIgnore]
    public decimal AmountOut => Refund?.AmountOut ?? 0;
}

/// <summary>Where a refund stands for its caller.</summary>
public enum RefundProgress
{
    /// <summary>The processor has not confirmed that it has it.</summary>
    Requested = 0,

    /// <summary>The processor has it; not all of the money is out.</summary>
    Pending = 1,

    /// <summary>The processor says that the money is out.</summary>
    Completed = 2,

    /// <summary>The processor refused it or ended it.</summary>
    Failed = 3,
}
