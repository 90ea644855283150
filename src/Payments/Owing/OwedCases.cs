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

    /// <summary>What was answered, and may have been overtaken by an earlier call that was not.</summary>
    public static IEnumerable<OwedWork> ToRepeat(Moment moment) =>
        from sink in moment.Sinks
        from notice in sink.NoticesOf(moment.Intent)
        where !Deliveries.IsOwed(moment.Intent, sink, notice)
        let repeatAt = moment.Intent.CursorOf(sink.Name, notice.About)?.RepeatAt
        where repeatAt is not null
        select new OwedWork(
            new Lane(WorkKind.DeliverCase, sink.Name), notice.About, repeatAt.Value, PollPhase.Check);

    public static IEnumerable<OwedWork> ToDeliver(Moment moment) =>
        from sink in moment.Sinks
        from notice in sink.NoticesOf(moment.Intent)
        where Deliveries.IsOwed(moment.Intent, sink, notice)
        let owedSince = Deliveries.OwedSince(moment.Intent, sink, notice)
        // What lies ahead is from before the clock was set back.
        let since = owedSince < moment.Now ? owedSince : moment.Now
        select new OwedWork(
            new Lane(WorkKind.DeliverCase, sink.Name), notice.About, since,
            moment.Now < since + moment.Policy.ShortWindow ? PollPhase.Once : PollPhase.Long);
}
