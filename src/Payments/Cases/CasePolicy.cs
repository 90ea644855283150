using System.ComponentModel.DataAnnotations;

namespace CryptoPay.Payments.Cases;

/// <summary>
/// How case sinks are told; section <c>Cases</c> of the settings. Pauses are those of <c>Polling</c>.
/// </summary>
public sealed record CasePolicy
{
    /// <summary>
    /// For how long a sink that cannot be told is tried before it is parked and shown. 1 h to 30 days; default 3 days.
    /// </summary>
    [Range(typeof(TimeSpan), "01:00:00", "30.00:00:00")]
    public TimeSpan ParkAfter { get; init; } = TimeSpan.FromDays(3);
}
