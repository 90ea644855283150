using CryptoPay.Payments.Watching;

namespace CryptoPay.Payments.Owing;

/// <summary>What is owed of invoices.</summary>
internal static class OwedInvoices
{
    public static IEnumerable<OwedWork> ToCreate(Moment moment)
    {
        var (intent, policy) = (moment.Intent, moment.Policy);
        if (!intent.OwesInvoice) yield break;
        var lane = new Lane(WorkKind.CreateInvoice, intent.Account);
        var rests = intent.Current.Rest is not null;
        yield return new OwedWork(
            lane, intent.Current.AttemptId, intent.Current.StartedAt, rests ? PollPhase.Long : PollPhase.Once)
        {
            TurnAt = !rests && moment.MemoryOf(lane).HasFailed ? Schedule.CreationRestsAt(intent, policy) : null,
        };
    }

    public static IEnumerable<OwedWork> ToWithdraw(Moment moment) => moment.Intent.UnpayableOwed.Select(invoice =>
        new OwedWork(
            new Lane(WorkKind.WithdrawInvoice, invoice.Account), invoice.InvoiceId, moment.Intent.ChangedAt,
            PollPhase.Once));

    public static IEnumerable<OwedWork> ToRead(Moment moment)
    {
        var (intent, now, policy) = (moment.Intent, moment.Now, moment.Policy);
        foreach (var account in intent.Accounts)
        {
            var lane = new Lane(WorkKind.ReadInvoices, account);
            var (lastReadAt, answeredAt) = (moment.MemoryOf(lane).LastReadAt, moment.MemoryOf(lane).AnsweredAt);
            if (Schedule.NextReadAt(intent, lastReadAt, now, policy, answeredAt) is not { } dueAt) continue;
            var phase = intent.ReadDueAt is null ? Schedule.PhaseAt(intent, now, policy) : PollPhase.Once;
            yield return new OwedWork(lane, "", dueAt, phase, Schedule.ShortWindowEndsAt(intent, policy))
            {
                TurnAt = intent.Attempts.Select(attempt => Schedule.NonsenseLastsAt(attempt, policy))
                    .Where(turn => turn > lastReadAt).Min(),
            };
        }
    }
}
