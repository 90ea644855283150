using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Grains.PaymentIntents;

/// <summary>What operators hear of a write.</summary>
internal sealed partial class PaymentIntentGrain
{
    private void Announce(PaymentIntent? before, PaymentIntent now)
    {
        if (before?.Status != now.Status)
            Log.StatusChanged(logger, now.Merchant, now.OrderId, now.Account, before?.Status, now.Status);
        AnnounceReview(before, now);
        AnnounceSinks(before, now);
        if (before is { IsMetadataDropped: false } && now.IsMetadataDropped)
            Log.MetadataDropped(logger, now.Merchant, now.OrderId, RowBounds.MetadataKeysMax);
        foreach (var refund in now.Refunds.Where(refund =>
            before?.RefundOf(refund.RefundId)?.Progress != refund.Progress))
        {
            Log.RefundChanged(logger, refund.RefundId, now.Merchant, now.OrderId, refund.Progress);
        }

        if (before?.WatchEnd != WatchEnd.GivenUp && now.WatchEnd == WatchEnd.GivenUp)
            Log.GivenUp(logger, now.Merchant, now.OrderId, now.Account);
        foreach (var attempt in now.Attempts)
        {
            var wasNonsense = before?.Attempts.Any(old =>
                old.AttemptId == attempt.AttemptId && old.NonsenseSince is not null) == true;
            if (attempt.NonsenseSince is not null && !wasNonsense)
                Log.NonsenseBegan(logger, now.Merchant, now.OrderId, attempt.Account);
            else if (attempt.NonsenseSince is null && wasNonsense)
                Log.NonsenseEnded(logger, now.Merchant, now.OrderId, attempt.Account);
        }
    }

    private void AnnounceSinks(PaymentIntent? before, PaymentIntent now)
    {
        foreach (var cursor in now.CaseCursors.Where(cursor => cursor.ParkedAt is not null
            && before?.CursorOf(cursor.Sink, cursor.About)?.ParkedAt != cursor.ParkedAt))
        {
            Log.SinkParked(logger, cursor.Sink, now.Merchant, now.OrderId, cursor.ParkedReason);
            context.Metrics.Parked(cursor.Sink);
        }

        if (before?.CaseCursors.Any(cursor => cursor.ParkedAt is not null) == true
            && !now.CaseCursors.Any(cursor => cursor.ParkedAt is not null))
        {
            Log.SinksGoOn(logger, now.Merchant, now.OrderId);
        }
    }

    /// <summary>
    /// Once each time that a review begins, and again when another reason comes to it. An outage is told by account.
    /// </summary>
    private void AnnounceReview(PaymentIntent? before, PaymentIntent now)
    {
        var isOutage = now is { IsWithoutInvoice: true, Current.Rest.IsOutage: true };
        var known = before is null ? [] : Reviews.Open(before);
        var open = Reviews.Open(now);
        if (open.IsEmpty && !known.IsEmpty) Log.ReviewEnded(logger, now.Merchant, now.OrderId);
        var reasons = ReasonsOf(open.Except(known))
            .Where(reason => !(isOutage && reason == ReviewReasons.NotMade)).ToList();
        if (reasons.Count > 0)
            Log.NeedsReview(logger, now.Merchant, now.OrderId, now.Account, string.Join(", ", reasons));
    }

    /// <summary>Without the facts that they are about, some of which a processor said.</summary>
    private static IEnumerable<string> ReasonsOf(IEnumerable<string> reviews) =>
        reviews.Select(fact => fact.Split(':')[0]).Distinct();
}
