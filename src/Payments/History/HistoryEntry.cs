using System.Collections.Immutable;
using Orleans;

namespace CryptoPay.Payments.History;

/// <summary>One thing that happened to a payment intent, chained to the one before it.</summary>
[GenerateSerializer, Immutable, Alias("CryptoPay.HistoryEntry")]
public sealed record HistoryEntry
{
    /// <summary>1 for the first.</summary>
    [Id(0)] public required int Sequence { get; init; }
    [Id(1)] public required DateTimeOffset At { get; init; }

    /// <summary>The event's name, for example InvoiceObserved.</summary>
    [Id(2)] public required string Event { get; init; }

    /// <summary>The intent's status after it.</summary>
    [Id(3)] public required string Status { get; init; }

    /// <summary>What the event says. Sensitive values stand here as digests ("sha256:…"), never in the clear.</summary>
    [Id(4)] public required ImmutableSortedDictionary<string, string> Data { get; init; }

    /// <summary>Lower-case hex SHA-256 over the previous entry's hash and this entry's canonical bytes.</summary>
    [Id(5)] public required string Hash { get; init; }
}
