using System.Text.Json.Serialization;
using CryptoPay.Payments.Cases;

namespace CryptoPay.Payments.PaymentIntents;

/// <summary>
/// How far one sink has been told about one thing. Each has its own, so that one that is down holds up no other.
/// </summary>
/// <param name="Sink">Its name within the merchant.</param>
/// <param name="About">What the sink tells of; "" for the payment as a whole.</param>
public sealed record CaseCursor(string Sink, string About)
{
    /// <summary>Stands first in <see cref="About"/> where that is a claim link.</summary>
    internal const string LinkPrefix = "link:";

    /// <summary>The last revision that was delivered; 0 for none.</summary>
    public long Revision { get; init; }

    /// <summary>Where to it was delivered, or parked: a digest, "" for nowhere yet.</summary>
    public string Target { get; init; } = "";
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>
    /// When it is told once more, because an earlier call may be done after the one that was answered; null for never.
    /// </summary>
    public DateTimeOffset? RepeatAt { get; init; }

    /// <summary>A redelivery tells it again: all but a claim link that reached its address.</summary>
    [JsonIgnore]
    internal bool CanRedeliver => ParkedAt is not null || !About.StartsWith(LinkPrefix, StringComparison.Ordinal);

    /// <summary>What the delivery had to leave out, and why; "" for nothing.</summary>
    public string Note { get; init; } = "";

    /// <summary>
    /// The revision that may be on its way: written before the call, by sinks that must not be told twice. 0 for none.
    /// </summary>
    public long SendingRevision { get; init; }

    /// <summary>It may have been told, and nobody can look.</summary>
    [JsonIgnore]
    public bool IsUnclear => ParkedReason == DeliveryCodes.Unclear;

    /// <summary>What may have reached the customer is sent again on another word.</summary>
    [JsonIgnore]
    public bool CanResume => ParkedAt is not null && !IsUnclear;

    /// <summary>Since when it is not tried any more; null while it is.</summary>
    public DateTimeOffset? ParkedAt { get; init; }

    /// <summary>A code, such as "http_410"; "" while it is not parked.</summary>
    public string ParkedReason { get; init; } = "";

    /// <summary>
    /// What was to be delivered when it was parked. A later revision is tried again, unless it is parked for good.
    /// </summary>
    public long ParkedRevision { get; init; }
    public bool IsParkedForGood { get; init; }

    /// <summary>A person asked for it since; how long it is tried counts from here.</summary>
    public DateTimeOffset? AskedAt { get; init; }
}
