using Orleans;

namespace CryptoPay.Payments.Cases;

/// <summary>How far one sink has been told about one thing: flat, the same keys always, never null.</summary>
[GenerateSerializer, Immutable, Alias("CryptoPay.SinkView")]
public sealed record SinkView
{
    [Id(0)] public required string Sink { get; init; }

    /// <summary>State, Searchable, Once or AtLeastOnce: what a repeat does.</summary>
    [Id(1)] public required string Kind { get; init; }

    /// <summary>"" for the payment as a whole.</summary>
    [Id(2)] public string About { get; init; } = "";

    /// <summary>
    /// delivered, owed, parked, unclear (it may have reached the customer, and is not sent again unasked), or none: the
    /// order has no place there, or there is nothing to tell yet.
    /// </summary>
    [Id(3)] public required string State { get; init; }

    /// <summary>Of what there is to tell; 0 for nothing.</summary>
    [Id(4)] public long Revision { get; init; }

    /// <summary>Of what was delivered last; 0 for nothing.</summary>
    [Id(5)] public long DeliveredRevision { get; init; }

    /// <summary>ISO 8601 in UTC, as is <see cref="ParkedAt"/>; "" before.</summary>
    [Id(6)] public string DeliveredAt { get; init; } = "";
    [Id(7)] public string ParkedAt { get; init; } = "";

    /// <summary>Why it is parked, or what the last try failed of; otherwise "".</summary>
    [Id(8)] public string ErrorCode { get; init; } = "";

    /// <summary>What the last delivery had to leave out, and why; otherwise "".</summary>
    [Id(9)] public string Note { get; init; } = "";
}
