using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CryptoPay.Payments.Reconciling;

namespace CryptoPay.Grains.Interfaces.Reconciling;

/// <summary>What a run has found, finished or not.</summary>
[GenerateSerializer, Immutable, Alias("CryptoPay.ReconciliationReport")]
public sealed record ReconciliationReport
{
    /// <summary>When it began, to the millisecond: unique within its account.</summary>
    [Id(0)]
    public required string Id { get; init; }

    [Id(1)]
    public required string Account { get; init; }

    /// <summary>The key that asked for it, or "schedule".</summary>
    [Id(2)]
    public required string StartedBy { get; init; }

    [Id(3)]
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>It is about invoices that the processor made at this time or later, and before the other.</summary>
    [Id(4)]
    public required DateTimeOffset From { get; init; }

    [Id(5)]
    public required DateTimeOffset To { get; init; }

    /// <summary>Up to here it has seen and compared all.</summary>
    [Id(6)]
    public required DateTimeOffset ComparedUntil { get; init; }

    /// <summary>Null while it is under way.</summary>
    [Id(7)]
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it ended before it had seen all; "" where it did not.</summary>
    [Id(8)]
    public string ErrorCode { get; init; } = "";

    /// <summary>Invoices of ours that the processor showed.</summary>
    [Id(9)]
    public int InvoiceCount { get; init; }

    /// <summary>Orders of ours that were made in that time, whatever account they are at.</summary>
    [Id(10)]
    public int OrderCount { get; init; }

    /// <summary>Invoices there that are not ours: the account is used by others too.</summary>
    [Id(11)]
    public int StrangerCount { get; init; }

    /// <summary>Of each kind that there is any of.</summary>
    [Id(12)]
    public ImmutableArray<DifferenceCount> Counts { get; init; } = [];

    /// <summary>As many as are kept, those that stand first.</summary>
    [Id(13)]
    public ImmutableArray<Difference> Differences { get; init; } = [];

    /// <summary>How often it was taken up again, after a silo had died or the database was away.</summary>
    [Id(14)]
    public int ResumeCount { get; init; }

    /// <summary>How many differences there are still.</summary>
    [JsonIgnore]
    public int StandingCount => Counts.Sum(count => count.Standing);

    [JsonIgnore]
    public int RepairedCount => Counts.Sum(count => count.Repaired);

    /// <summary>It has seen all that it is about.</summary>
    [JsonIgnore]
    public bool IsFinished => EndedAt is not null && ErrorCode == "";
}

/// <param name="Standing">There are still.</param>
/// <param name="Repaired">Were gone after the orders had read their invoices.</param>
[GenerateSerializer, Immutable, Alias("CryptoPay.DifferenceCount")]
public sealed record DifferenceCount(
    [property: Id(0)] DifferenceKind Kind, [property: Id(1)] int Standing, [property: Id(2)] int Repaired);
