using System.Collections.Immutable;
using System.Text.Json.Serialization;
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

    /// <summary>Entries of earlier versions have the label in the clear; it is encrypted where it is stored.</summary>
    public const string PosLabelKey = "posLabel";

    [JsonIgnore]
    public bool HasLabel => IsLabel(Data.GetValueOrDefault(PosLabelKey, ""));

    /// <summary>The label is gone, so that the entry's hash is taken at its word.</summary>
    [JsonIgnore]
    public bool IsErased => Data.GetValueOrDefault(PosLabelKey) == Sensitive.Erased.Value;

    /// <summary>Whether a text is one in the clear, and no digest.</summary>
    public static bool IsLabel(string text) =>
        text.Length > 0 && !text.StartsWith(EventRecord.DigestPrefix, StringComparison.Ordinal);
}
