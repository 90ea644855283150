namespace CryptoPay.Hosting.Alerts;

/// <summary>
/// One cause, from when it is first heard to when its end was told. What is heard again is told again, each time after
/// twice as long: a thousand orders with one fault are some posts, and none is kept back for long.
/// </summary>
internal sealed class Alert(Occurrence first, DateTimeOffset now)
{
    /// <summary>Long enough that a burst is one post, short enough to be at once.</summary>
    public static readonly TimeSpan GatherMin = TimeSpan.FromSeconds(5);

    public static readonly TimeSpan GatherMax = TimeSpan.FromHours(1);

    /// <summary>What lasts is heard once an hour at least, if not by the minute.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromHours(2);

    private const int OrdersShownMax = 10;

    /// <summary>The end of what befell more orders is told when those that are known here are done.</summary>
    private const int OrdersMax = 10_000;

    private readonly HashSet<string> orders = new(StringComparer.Ordinal);
    private readonly DateTimeOffset beganAt = now;
    private DateTimeOffset lastAt = now;
    private DateTimeOffset? untoldSince;
    private DateTimeOffset? toldAt;
    private DateTimeOffset triedAt = DateTimeOffset.MinValue;
    private TimeSpan gather = GatherMin;
    private string text = first.Text;
    private int count;

    public Occurrence First { get; } = first;

    /// <summary>Its end was heard, told or not.</summary>
    public bool IsOver { get; private set; }

    public bool IsUntold => untoldSince is not null;

    public void Heard(Occurrence again, DateTimeOffset at)
    {
        count++;
        (lastAt, IsOver) = (at, false);
        if (untoldSince is null) (untoldSince, text) = (at, again.Text);
        if (again.Order != "" && orders.Count < OrdersMax) orders.Add(again.Order);
    }

    public void Ended(Occurrence end)
    {
        if (end.Order == "" || (orders.Remove(end.Order) && orders.Count == 0)) IsOver = true;
    }

    /// <summary>
    /// When there is something to post; null where nothing is to come. What was not taken is behind all others that are
    /// due: one that a hook takes offence at holds back none.
    /// </summary>
    public DateTimeOffset? DueAt => ReadyAt is { } at ? Later(at, triedAt) : null;

    private DateTimeOffset? ReadyAt => this switch
    {
        { untoldSince: { } since, toldAt: null } => since + gather,
        { IsOver: true } => lastAt,
        { untoldSince: { } since, toldAt: { } told } => Later(since + GatherMin, told + gather),
        _ => AlertEnds.IsBySilence(First.Event) ? lastAt + Silence : null,
    };

    public AlertPost Post(string host)
    {
        var state = toldAt is null ? AlertState.Began
            : IsOver || untoldSince is null ? AlertState.Ended : AlertState.GoesOn;
        return new AlertPost(
            First.AlertId, state, First.Event, state == AlertState.Ended ? $"Over ({count} times): {text}" : text,
            First.Cause, count, [.. orders.Order(StringComparer.Ordinal).Take(OrdersShownMax)], beganAt, lastAt, host);
    }

    /// <summary>A post of it was not taken.</summary>
    public void NotTaken(DateTimeOffset at) => triedAt = at;

    /// <summary>That post has arrived. What came meanwhile is still to be told.</summary>
    public void Told(AlertPost post, DateTimeOffset at)
    {
        if (count == post.Count) untoldSince = null;
        if (toldAt is not null) gather = gather * 2 < GatherMax ? gather * 2 : GatherMax;
        toldAt = at;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
