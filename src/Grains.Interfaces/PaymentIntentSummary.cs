using System.Collections.Immutable;

namespace CryptoPay.Grains.Interfaces;

/// <summary>
/// What the dashboard shows of an order, in this order and by these names. No amount, no link, nothing personal, and no
/// word that somebody else wrote: its answer passes through a grain, a client and a browser that are not ours.
/// </summary>
[GenerateSerializer, Immutable, Alias("CryptoPay.PaymentIntentSummary")]
public sealed record PaymentIntentSummary
{
    /// <summary>The text of its key.</summary>
    [Id(0)] public required string Order { get; init; }

    /// <summary>As the API answers it, as are the next three.</summary>
    [Id(1)] public required string Status { get; init; }
    [Id(2)] public required string CaseStatus { get; init; }
    [Id(3)] public required string ActionRequired { get; init; }
    [Id(4)] public required string ErrorCode { get; init; }

    /// <summary>Why a human must look, without the facts.</summary>
    [Id(5)] public required ImmutableArray<string> Reviews { get; init; }

    /// <summary>The processor account of the current attempt.</summary>
    [Id(6)] public required string Account { get; init; }

    /// <summary>Oldest first.</summary>
    [Id(7)] public required ImmutableArray<AttemptSummary> Attempts { get; init; }

    /// <summary>What is due first stands first.</summary>
    [Id(8)] public required ImmutableArray<OwedSummary> Owed { get; init; }
    [Id(9)] public required ImmutableArray<SinkSummary> Sinks { get; init; }

    /// <summary>When it was last read at a processor, as far as this activation knows.</summary>
    [Id(10)] public required DateTimeOffset? LastReadAt { get; init; }

    /// <summary>When the sweep looks whether it was forgotten; null when nothing is due any more.</summary>
    [Id(11)] public required DateTimeOffset? WatchdogAt { get; init; }
    [Id(12)] public required DateTimeOffset CreatedAt { get; init; }
    [Id(13)] public required DateTimeOffset ChangedAt { get; init; }
    [Id(14)] public required DateTimeOffset? SettledAt { get; init; }
    [Id(15)] public required DateTimeOffset? ErasedAt { get; init; }

    /// <summary>Counts the writes.</summary>
    [Id(16)] public required long Revision { get; init; }

    /// <summary>
    /// It is in memory and at work. Of one that is not only what is written is known: what it owes is due once
    /// somebody wakes it.
    /// </summary>
    [Id(17)] public required bool IsAwake { get; init; }
}

/// <param name="State">Of its invoice, or <c>refused</c>, or <c>not made</c>.</param>
[GenerateSerializer, Immutable, Alias("CryptoPay.AttemptSummary")]
public sealed record AttemptSummary(
    [property: Id(0)] string Account, [property: Id(1)] DateTimeOffset StartedAt, [property: Id(2)] string State);

/// <param name="At">The processor account or the case sink; "" for neither.</param>
/// <param name="DueAt">A time that has passed means now.</param>
[GenerateSerializer, Immutable, Alias("CryptoPay.OwedSummary")]
public sealed record OwedSummary(
    [property: Id(0)] string Work, [property: Id(1)] string At, [property: Id(2)] DateTimeOffset DueAt);

/// <param name="State">As the API answers it, as are the times.</param>
[GenerateSerializer, Immutable, Alias("CryptoPay.SinkSummary")]
public sealed record SinkSummary(
    [property: Id(0)] string Sink, [property: Id(1)] string State, [property: Id(2)] string DeliveredAt,
    [property: Id(3)] string ParkedAt);
