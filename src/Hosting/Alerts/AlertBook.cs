namespace CryptoPay.Hosting.Alerts;

/// <summary>All causes that are not over. Filled by whoever logs, on any thread; read by the one that posts.</summary>
internal sealed class AlertBook(TimeProvider time)
{
    /// <summary>Causes of one process; what is beyond is told by its event alone.</summary>
    private const int CausesMax = 1_000;

    private static readonly string Host = Environment.MachineName;

    private readonly Dictionary<string, Alert> alerts = new(StringComparer.Ordinal);
    private readonly SortedSet<(int Event, string Account, string Sink)> heard = [];
    private readonly Lock gate = new();
    private TaskCompletionSource changed = New();

    /// <summary>Ends when there may be something else to post, or sooner.</summary>
    public Task Changed
    {
        get { lock (gate) return changed.Task; }
    }

    public void Hear(Occurrence occurrence)
    {
        lock (gate)
        {
            if (AlertEnds.IsEnd(occurrence.Event))
            {
                foreach (var alert in alerts.Values.Where(alert => occurrence.Ends(alert.First)))
                    alert.Ended(occurrence);
            }
            else
            {
                AlertOf(occurrence).Heard(occurrence, time.GetUtcNow());
            }

            changed.TrySetResult();
            changed = New();
        }
    }

    /// <summary>The post whose time has come or comes first; null where no alert is open.</summary>
    public (DateTimeOffset DueAt, AlertPost Post)? Next()
    {
        lock (gate)
        {
            var first = alerts.Values.Where(alert => alert.DueAt is not null).MinBy(alert => alert.DueAt);
            return first is null ? null : (first.DueAt!.Value, first.Post(Host));
        }
    }

    /// <summary>
    /// How many causes are open, by event, and by the account or the sink that they are about, or "". What was open once
    /// stays with 0: a series that vanishes says nothing.
    /// </summary>
    public (int Event, string Account, string Sink, int Count)[] Open()
    {
        lock (gate)
        {
            heard.UnionWith(alerts.Values.Select(alert => alert.First.About));
            var open = alerts.Values.Where(alert => !alert.IsOver).CountBy(alert => alert.First.About).ToDictionary();
            return [.. heard.Select(one => (one.Event, one.Account, one.Sink, open.GetValueOrDefault(one)))];
        }
    }

    /// <summary>What was heard and not posted yet, due or not.</summary>
    public AlertPost[] Untold()
    {
        lock (gate) return [.. alerts.Values.Where(alert => alert.IsUntold).Select(alert => alert.Post(Host))];
    }

    public void NotTaken(AlertPost post)
    {
        lock (gate) alerts.GetValueOrDefault(post.AlertId)?.NotTaken(time.GetUtcNow());
    }

    public void Told(AlertPost post)
    {
        lock (gate)
        {
            if (!alerts.TryGetValue(post.AlertId, out var alert)) return;
            alert.Told(post, time.GetUtcNow());
            if (post.State == AlertState.Ended && !alert.IsUntold) alerts.Remove(post.AlertId);
        }
    }

    private Alert AlertOf(Occurrence occurrence)
    {
        if (alerts.TryGetValue(occurrence.AlertId, out var known)) return known;
        if (alerts.Count >= CausesMax) occurrence = occurrence with { Cause = occurrence.Cause.Clear() };
        if (!alerts.TryGetValue(occurrence.AlertId, out var alert))
            alerts[occurrence.AlertId] = alert = new Alert(occurrence, time.GetUtcNow());
        return alert;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
