using System.Collections.Frozen;
using System.Collections.Immutable;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Payments.History;

/// <summary>
/// Where a history has what it needs, one more of what can come without end takes the place of the last entry instead
/// of standing behind it. So the beginning stays, the newest stays, and so does each entry of a kind that has an end.
/// </summary>
internal static class HistoryFolding
{
    /// <summary>What there is once an order, attempt, refund or resolution, and so bounded by those.</summary>
    private static readonly FrozenSet<string> Lasting = FrozenSet.Create(
        nameof(Event.IntentRequested), nameof(Event.MetadataDropped), nameof(Event.AttemptStarted),
        nameof(Event.AttemptRefused), nameof(Event.InvoiceOpened), nameof(Event.RefundRequested),
        nameof(Event.RefundRefused), nameof(Event.RefundSaidMade), nameof(Event.RefundSaidNotMade),
        nameof(Event.ReviewResolved), nameof(Event.ClaimLinkAsked));

    /// <summary>
    /// What a caller or an outage alone repeats has less room, or it would leave none for what tells of money.
    /// </summary>
    private static readonly ImmutableArray<FrozenSet<string>> Repetitions =
    [
        FrozenSet.Create(nameof(Event.MetadataReplaced)),
        FrozenSet.Create(nameof(Event.ReadAsked)),
        FrozenSet.Create(nameof(Event.RefundSent), nameof(Event.RefundTakenBack)),
        FrozenSet.Create(
            nameof(Event.AttemptMoved), nameof(Event.CreationRested), nameof(Event.CreationResumed)),
        FrozenSet.Create(nameof(Event.DeliveryMade), nameof(Event.DeliveryParked), nameof(Event.DeliveryAsked)),
        FrozenSet.Create(nameof(Event.NonsenseBegan), nameof(Event.NonsenseLasted), nameof(Event.NonsenseEnded)),
    ];

    public static bool Folds(ImmutableArray<HistoryEntry> history, string happened)
    {
        if (history is not [.., var last] || Lasting.Contains(happened) || Lasting.Contains(last.Event)) return false;
        if (history.Length >= RowBounds.EntriesMax) return true;
        return Repetitions.FirstOrDefault(kind => kind.Contains(happened)) is { } same && same.Contains(last.Event)
            && history.Count(entry => same.Contains(entry.Event)) >= RowBounds.EntriesOfOneKindMax;
    }
}
