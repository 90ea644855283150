using CryptoPay.Payments.Cases;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Payments.Tests.Cases;

/// <summary>The steps of telling one sink, in a story.</summary>
internal sealed class CaseStory(CaseSinkKind kind)
{
    public static readonly PlainSink OtherSink = new("other", CaseSinkKind.State);

    public PlainSink Sink { get; } = new("plain", kind);

    public Story Story { get; private init; } = null!;

    public PaymentIntent Intent => Story.Intent!;

    public CaseNotice Newest => CaseNotice.OfPayment(Intent.CaseRevision, Target);

    public CaseCursor Cursor => Intent.CursorOf("plain", "")!;

    private Sensitive Target => Intent.Metadata.GetValueOrDefault("workitemId", Sensitive.None);

    public static CaseStory Of(CaseSinkKind kind, Story? story = null)
    {
        var sinks = new CaseStory(kind);
        story ??= Story.Opened();
        return new CaseStory(kind) { Story = new Story(story) { Sinks = [sinks.Sink, OtherSink] } };
    }

    /// <summary>What is owed to this sink, by what it is about and from when.</summary>
    public string[] Owed(string sink = "plain") =>
    [
        .. Story.OwedNow().Where(work => work.Lane == new Lane(WorkKind.DeliverCase, sink)).Select(work => work.Id),
    ];

    public CaseStory Told(CaseNotice? notice = null) =>
        Do(at => new Command.RecordDelivery(Of(notice ?? Newest), "", at));

    public CaseStory Marked() => Do(at => new Command.MarkDelivery(Of(Newest), at));

    public CaseStory Parked(string reason = "http_404", CaseNotice? notice = null, bool forGood = false) =>
        Do(at => new Command.ParkDelivery(Of(notice ?? Newest), reason, forGood, at));

    public CaseStory Asked(bool again) => Do(at => new Command.AskDelivery("plain", again, at));

    public CaseStory With(string key, string value) => Do(at => new Command.Create(
        Story.Request() with { Metadata = Story.Request().Metadata.SetItem(key, new Sensitive(value)) },
        Story.NewIntent(), at));

    public CaseStory Do(Func<DateTimeOffset, Command> command)
    {
        Story.Do(command);
        return this;
    }

    private Delivery Of(CaseNotice notice) => Deliveries.Of(Intent, Sink, notice);
}
