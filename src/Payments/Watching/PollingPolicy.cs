using System.ComponentModel.DataAnnotations;

namespace CryptoPay.Payments.Watching;

/// <summary>Every figure of the polling schedule; section <c>Polling</c> of the settings.</summary>
public sealed record PollingPolicy
{
    /// <summary>Between reads in the short window. 1 s to 1 min; default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan ShortPeriod { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// For how long after a change reads are frequent and the case is in its first words. 0 to 1 h; default 3 min.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan ShortWindow { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>
    /// What the wait between reads doubles to after the short window. 1 min to 1 day; default 15 min.
    /// </summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan LongPeriod { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long an invoice is watched at least. 1 h to 30 days; default 24 h.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "30.00:00:00")]
    public TimeSpan WatchWindow { get; init; } = TimeSpan.FromHours(24);

    /// <summary>
    /// How long an invoice is watched after the processor's own monitoring ends. 0 to 1 day; default 15 min.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan WatchAfterMonitoring { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// The longest time from the start of an attempt that a processor's own times can name, whatever it says: how long
    /// its rate lock and its monitoring last at most. 1 day to 45 days; default 31 days.
    /// </summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "45.00:00:00")]
    public TimeSpan WatchMax { get; init; } = TimeSpan.FromDays(31);

    /// <summary>Between reads of what waits for a human after the watch. 1 h to 30 days; default 1 day.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "30.00:00:00")]
    public TimeSpan ReviewPeriod { get; init; } = TimeSpan.FromDays(1);

    /// <summary>
    /// For how long after the watch what waits for a human is still read. 0 to 365 days; default 30 days.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan ReviewWindow { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Least time between two reads of one order, however many wakes come. 0 to 1 min; default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan ReadGap { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>First wait after a failed call; it doubles with each failure. 100 ms to 1 min; default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan BackoffFirst { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Longest wait after failed calls, unless the processor asks for more. 1 s to 1 day; default 5 min.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan BackoffMax { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The longest pause that a processor can ask for by Retry-After. 1 s to 1 day; default 15 min.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan PauseMax { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Waits are made longer by a random part of up to this many percent. 0 to 100; default 10.</summary>
    [Range(0, 100)]
    public int JitterPercent { get; init; } = 10;

    /// <summary>
    /// After a create whose answer was lost, for how long the processor is searched before another create. A real
    /// BTCPay Server did not show an invoice to a search at once and did 3 s later. 0 to 5 min; default 6 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan LookUpWindow { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>
    /// In how many of an activation's first rounds of reads the processor is searched for stray invoices. 0 to 100;
    /// default 3.
    /// </summary>
    [Range(0, 100)]
    public int StrayLookUps { get; init; } = 3;

    /// <summary>
    /// For how long a create that nobody waits for any more may still be done: strays are searched for so long, and a
    /// cancel is not known to be done before. 0 to 1 h; default 2 min.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan CreateMax { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How long nonsense from a processor is borne before a human must look. 0 to 1 day; default 15 min.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan NonsenseWindow { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How late owed work may be before the watchdog looks. 1 s to 1 h; default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan WatchdogGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long, beyond its period, a slow poll may write nothing before the watchdog looks. 1 min to 1 day; default
    /// 1 h.
    /// </summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan WatchdogLease { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Between two sweeps for overdue orders. 1 s to 1 h; default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan SweepPeriod { get; init; } = TimeSpan.FromSeconds(15);
}
