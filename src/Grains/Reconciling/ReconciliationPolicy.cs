using System.ComponentModel.DataAnnotations;
using CryptoPay.Grains.Interfaces.Reconciling;

namespace CryptoPay.Grains.Reconciling;

/// <summary>When accounts are compared with us; section <c>Reconciling</c> of the settings.</summary>
public sealed record ReconciliationPolicy
{
    /// <summary>Each day by itself; false: only where somebody asks for it.</summary>
    public bool Daily { get; init; } = true;

    /// <summary>The hour of the day in UTC. 0 to 23.</summary>
    [Range(0, 23)]
    public int Hour { get; init; } = 3;

    /// <summary>
    /// How many days back. More than one: what one run could not see the next one does. 1 to 31 days.
    /// </summary>
    [Range(1, ReconciliationRequest.DaysMax)]
    public int WindowDays { get; init; } = 2;

    /// <summary>Between two calls to an account, and between two pages of our own rows. 0 to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The last time that was set for a run.</summary>
    internal DateTimeOffset DueFor(DateTimeOffset now)
    {
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddHours(Hour);
        return today <= now ? today : today.AddDays(-1);
    }
}
