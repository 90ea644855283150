using CryptoPay.Payments.Cases;
using CryptoPay.Payments.Views;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Payments.Owing;

/// <summary>What sinks are to be told.</summary>
internal static class OwedCases
{
    private static readonly Lane Look = new(WorkKind.LookAtCase, "");

    /// <summary>A case that time alone has changed, or will.</summary>
    public static IEnumerable<OwedWork> ToLookAt(Moment moment)
    {
        var (intent, now, policy) = (moment.Intent, moment.Now, moment.Policy);
        if (moment.Sinks.IsEmpty) return [];
        var shown = CaseLook.FactsOf(intent, now, policy);
        if (shown != intent.Case) return [new OwedWork(Look, "", now, PollPhase.Once)];
        return CaseLook.NextChangeAt(intent, shown, now, policy) is { } changesAt
            ? [new OwedWork(Look, "", changesAt, PollPhase.Check)]
            : [];
    }

    public static IEnumerable<OwedWork> ToDeliver(Moment moment) =>
        from sink in moment.Sinks
        from notice in sink.NoticesOf(moment.Intent)
        let work = WorkOf(moment, sink, notice)
        where work is not null
        select work;

    private static OwedWork? WorkOf(Moment moment, ICaseSink sink, CaseNotice notice)
    {
        var lane = new Lane(WorkKind.DeliverCase, sink.Name);
        if (Deliveries.IsOwed(moment.Intent, sink, notice))
        {
            var owedSince = Deliveries.OwedSince(moment.Intent, sink, notice);
            // What lies ahead is from before the clock was set back.
            var since = owedSince < moment.Now ? owedSince : moment.Now;
            var phase = moment.Now < since + moment.Policy.ShortWindow ? PollPhase.Once : PollPhase.Long;
            return new OwedWork(lane, notice.About, since, phase);
        }

        // What was answered, and may have been overtaken by an earlier call that was not.
        return moment.Intent.CursorOf(sink.Name, notice.About)?.RepeatAt is { } repeatAt
            ? new OwedWork(lane, notice.About, repeatAt, PollPhase.Check)
            : null;
    }
}
