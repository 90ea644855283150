using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Payments.Owing;

/// <summary>What is owed of refunds.</summary>
internal static class OwedRefunds
{
    public static IEnumerable<OwedWork> ToCreate(Moment moment) =>
        moment.Intent.Refunds.Where(refund => refund.IsOwed).Select(refund => new OwedWork(
            new Lane(WorkKind.CreateRefund, moment.Intent.AttemptOf(refund).Account), refund.RefundId,
            refund.RequestedAt,
            refund.IsUnclear ? RefundSchedule.PhaseAt(refund, moment.Now, moment.Policy) : PollPhase.Once,
            RefundSchedule.ShortWindowEndsAt(refund, moment.Policy)));

    public static IEnumerable<OwedWork> ToRead(Moment moment) =>
        moment.Intent.Accounts.Select(account => ToReadAt(account, moment)).OfType<OwedWork>();

    /// <returns>The work that is due first; null for none.</returns>
    private static OwedWork? ToReadAt(string account, Moment moment)
    {
        var (intent, now, policy) = (moment.Intent, moment.Now, moment.Policy);
        var lane = new Lane(WorkKind.ReadRefunds, account);
        var (lastReadAt, isWoken) = (moment.MemoryOf(lane).LastReadAt, moment.MemoryOf(lane).IsWoken);
        var there = intent.Refunds.Where(refund => intent.AttemptOf(refund).Account == account
            && refund is { Progress: RefundProgress.Pending } or { IsSaidNotMade: true }).ToList();
        if (isWoken && there.Count > 0) return new OwedWork(lane, "", now, PollPhase.Once, now);

        return there.Where(refund => RefundSchedule.PhaseAt(refund, lastReadAt ?? now, policy) != PollPhase.None)
            .Select(refund => new OwedWork(
                lane, "", lastReadAt + RefundSchedule.PeriodAfter(lastReadAt ?? now, refund, policy) ?? now,
                RefundSchedule.PhaseAt(refund, now, policy), RefundSchedule.ShortWindowEndsAt(refund, policy)))
            .MinBy(work => work.DueAt);
    }
}
