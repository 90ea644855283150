using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Payments.Cases;

/// <summary>Whether a sink must still be told something.</summary>
public static class Deliveries
{
    private const int TargetChars = 16;

    /// <summary>Of what the cursors know nothing of it is owed, as long as there is room for a cursor.</summary>
    public static bool IsOwed(PaymentIntent intent, ICaseSink sink, CaseNotice notice)
    {
        if (notice.Revision <= 0) return false;
        if (intent.CursorOf(sink.Name, notice.About) is not { } cursor)
            return intent.CaseCursors.Length < RowBounds.CaseCursorsMax;
        // A customer who was told, or may have been, is not told again at another address.
        if ((sink.Kind != CaseSinkKind.Once || cursor.CanResume)
            && cursor.Target != "" && cursor.Target != TargetOf(intent, notice))
        {
            return true;
        }

        return cursor.ParkedAt is null
            ? notice.Revision > cursor.Revision
            : !cursor.IsParkedForGood && notice.Revision > cursor.ParkedRevision;
    }

    /// <summary>What of it may have reached the customer.</summary>
    public static IEnumerable<string> UnclearOf(PaymentIntent intent, ICaseSink sink) => sink.NoticesOf(intent)
        .Select(notice => notice.About)
        .Where(about => intent.CursorOf(sink.Name, about) is { IsUnclear: true });

    /// <summary>Since when it could have been told; for how long it is tried counts from here.</summary>
    public static DateTimeOffset OwedSince(PaymentIntent intent, ICaseSink sink, CaseNotice notice)
    {
        var changedAt = notice switch
        {
            { RefundId: { } id } when intent.RefundOf(id) is { } refund => refund.ChangedAt,
            { SendId: { } id } when intent.ClaimLinkSendOf(id) is { } send => send.AskedAt,
            _ => intent.CaseChangedAt,
        };
        var cursor = intent.CursorOf(sink.Name, notice.About);
        // Where it is told may be named, or changed, long after all else.
        var placedAt = cursor?.Target == TargetOf(intent, notice) ? null : intent.MetadataReplacedAt;
        return ((DateTimeOffset?[])[changedAt, cursor?.AskedAt, placedAt]).Max()!.Value;
    }

    /// <summary>Tells one place from another and says nothing of either.</summary>
    public static string TargetOf(PaymentIntent intent, CaseNotice notice) =>
        notice.Target.Digest(intent.Salt.Value)[..TargetChars];

    public static Delivery Of(PaymentIntent intent, ICaseSink sink, CaseNotice notice) => new(
        sink.Name, notice.About, notice.Revision, TargetOf(intent, notice), sink.Kind == CaseSinkKind.Once);
}
