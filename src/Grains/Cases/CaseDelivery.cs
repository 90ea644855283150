using System.Collections.Immutable;
using System.Diagnostics;
using CryptoPay.Grains.Effects;
using CryptoPay.Payments.Cases;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Grains.Cases;

/// <summary>
/// Tells one sink what it is owed. After a call whose end tells nothing it does what the sink's kind allows: repeats
/// it, looks first, or leaves it to a person.
/// </summary>
internal sealed class CaseDelivery(Lane lane, CaseContext cases, Ownership ownership, EffectContext context)
    : Effect(lane, context)
{
    private const int TriesMin = 3;
    private static readonly TimeSpan LookUpPeriod = TimeSpan.FromSeconds(1);
    private readonly Dictionary<string, string> troubles = [];

    /// <summary>Revisions that this activation marked and that certainly did not arrive, by what they tell of.</summary>
    private readonly Dictionary<string, long> unsent = [];
    private readonly Dictionary<string, DateTimeOffset> sentAt = [];

    /// <summary>The end of the last call that may be done later still, by what it told of.</summary>
    private readonly Dictionary<string, DateTimeOffset> unclearAt = [];
    private ImmutableDictionary<string, DateTimeOffset> notBeforeById =
        ImmutableDictionary<string, DateTimeOffset>.Empty;

    /// <summary>What has failed waits alone, unless the other side itself asked for a pause.</summary>
    public override LaneMemory Memory => base.Memory with
    {
        NotBefore = AskedPauseEnd,
        NotBeforeById = notBeforeById.SetItems(
            troubles.Keys.Select(about => KeyValuePair.Create(about, PauseOf(about)))),
    };

    private DateTimeOffset PauseOf(string about) =>
        notBeforeById.GetValueOrDefault(about) is var own && own > base.Memory.NotBefore ? own : base.Memory.NotBefore;

    /// <summary>What the last try failed of; "" for nothing.</summary>
    public string TroubleOf(string about) => troubles.GetValueOrDefault(about, "");

    public override async Task<ImmutableArray<Command>> Run(
        PaymentIntent intent, string id, CancellationToken cancellation)
    {
        var sink = cases.Sinks.Of(intent.Merchant).Single(sink => sink.Name == Lane.At);
        var notice = sink.NoticesOf(intent).First(notice => notice.About == id);
        var update = CaseUpdate.Of(intent, sink, notice, Now, Context.Polling);
        var cursor = intent.CursorOf(sink.Name, id);
        if (IsTooLate(update, sink, cursor))
            return [new Command.RecordDelivery(Deliveries.Of(intent, sink, notice), "not sent: too late", Now)];
        // What an activation tells that is not the order's any more may be older than what the sink shows.
        if (!await ownership.Verify(cancellation)) return WaitToKnow();
        if (sink.Kind is CaseSinkKind.State or CaseSinkKind.AtLeastOnce)
            return Ended(update, sink, await sink.Deliver(update, cancellation));

        if (cursor?.SendingRevision != notice.Revision) return Marked(update, sink);
        if (unsent.Remove(id, out var revision) && revision == notice.Revision)
        {
            var result = await sink.Deliver(update, cancellation);
            sentAt[id] = Now;
            if (result is DeliveryResult.Refused or DeliveryResult.Unavailable { WasSent: false })
                unsent[id] = revision;
            return Ended(update, sink, result);
        }

        return sink is ISearchableCaseSink searchable
            ? await Search(update, searchable, cancellation)
            : [Parked(update, sink, DeliveryCodes.Unclear)];
    }

    /// <summary>A customer who hears of a payment of long ago, because the sink is new, is only confused.</summary>
    private bool IsTooLate(CaseUpdate update, ICaseSink sink, CaseCursor? cursor) =>
        sink.Kind == CaseSinkKind.Once && cursor is null
        && Now >= Deliveries.OwedSince(update.Intent, sink, update.Notice) + cases.Policy.ParkAfter;

    /// <summary>
    /// A call that was not answered may be done after one that was, and what is shown last would be older. So is what
    /// had to be left out for now; that is tried once more, and not for ever.
    /// </summary>
    private DateTimeOffset? RepeatAt(CaseUpdate update, ICaseSink sink, DeliveryResult.Delivered delivered)
    {
        if (sink.Kind != CaseSinkKind.State) return null;
        var about = update.Notice.About;
        var planned = update.Intent.CursorOf(sink.Name, about)?.RepeatAt;
        var isRepeat = planned <= Now;
        DateTimeOffset? lateAt = unclearAt.Remove(about, out var at) ? at
            : delivered.IsPassing && !isRepeat ? Now
            : null;
        return new[] { planned, lateAt + Context.Polling.CreateMax }.Where(repeatAt => repeatAt > Now).Max();
    }

    private ImmutableArray<Command> Marked(CaseUpdate update, ICaseSink sink)
    {
        unsent[update.Notice.About] = update.Notice.Revision;
        return [new Command.MarkDelivery(Deliveries.Of(update.Intent, sink, update.Notice), Now)];
    }

    private async Task<ImmutableArray<Command>> Search(
        CaseUpdate update, ISearchableCaseSink sink, CancellationToken cancellation)
    {
        var about = update.Notice.About;
        var result = await sink.Find(update, cancellation);
        if (result is not DeliveryResult.NotFound) return Ended(update, sink, result);

        // What was sent a moment ago may not show yet; what an activation before this one sent was sent until now. A
        // time that lies ahead is from before the clock was set back.
        if (!(sentAt.TryGetValue(about, out var sent) && sent <= Now)) sentAt[about] = sent = Now;
        if (Now >= sent + Context.Polling.LookUpWindow) return Marked(update, sink);
        notBeforeById = notBeforeById.SetItem(about, Now + LookUpPeriod);
        return [];
    }

    private ImmutableArray<Command> Ended(CaseUpdate update, ICaseSink sink, DeliveryResult result)
    {
        var about = update.Notice.About;
        switch (result)
        {
            case DeliveryResult.Delivered delivered:
                Succeed();
                troubles.Remove(about);
                cases.Alerts.Delivered(update.Intent.Merchant, sink.Name);
                var delivery = Deliveries.Of(update.Intent, sink, update.Notice);
                return [new Command.RecordDelivery(delivery, delivered.Note, Now, RepeatAt(update, sink, delivered))];
            case DeliveryResult.Refused { IsOfSettings: false } refused:
                Succeed();
                return [.. TakenBack(update, sink), Parked(update, sink, refused.Code, refused.IsForGood)];
            case DeliveryResult.Refused refused:
                return Failed(update, sink, new DeliveryResult.Unavailable(refused.Code, WasSent: false));
            case DeliveryResult.Unavailable unavailable:
                return Failed(update, sink, unavailable);
            default:
                throw new UnreachableException($"No row for {result.GetType().Name}.");
        }
    }

    private ImmutableArray<Command> Failed(CaseUpdate update, ICaseSink sink, DeliveryResult.Unavailable ending)
    {
        var (intent, about) = (update.Intent, update.Notice.About);
        troubles[about] = ending.Code;
        BackOff(ending.RetryAfter, isTurn: !ending.WasSent);
        if (ending.WasSent) unclearAt[about] = Now;
        // Not tried again, so it is told as parked alone: no line says otherwise, and no outage of the sink begins.
        if (ending.WasSent && sink.Kind == CaseSinkKind.Once) return [Parked(update, sink, DeliveryCodes.Unclear)];
        ImmutableArray<Command> takenBack = ending.WasSent ? [] : TakenBack(update, sink);
        // One that was not tried for long, such as at a new sink, is tried some times.
        if (FailureCount >= TriesMin
            && Now >= Deliveries.OwedSince(intent, sink, update.Notice) + cases.Policy.ParkAfter)
        {
            return [.. takenBack, Parked(update, sink, ending.Code)];
        }

        cases.Failed(sink.Name, intent.Merchant, intent.OrderId, ending.Code);
        cases.Alerts.Failed(intent.Merchant, sink.Name, ending.Code);
        return takenBack;
    }

    /// <summary>That it certainly was not sent must outlive this activation, where nothing else could tell.</summary>
    private ImmutableArray<Command> TakenBack(CaseUpdate update, ICaseSink sink) => sink.Kind == CaseSinkKind.Once
        ? [new Command.TakeDeliveryBack(Deliveries.Of(update.Intent, sink, update.Notice), Now)]
        : [];

    private Command.ParkDelivery Parked(CaseUpdate update, ICaseSink sink, string reason, bool isForGood = false) =>
        new(Deliveries.Of(update.Intent, sink, update.Notice), reason, isForGood, Now);
}
