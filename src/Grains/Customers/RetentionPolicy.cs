using System.ComponentModel.DataAnnotations;

namespace CryptoPay.Grains.Customers;

/// <summary>How long what is personal is kept; section <c>Retention</c> of the settings.</summary>
public sealed record RetentionPolicy
{
    /// <summary>What is personal of an order, from its create; later where something is due still. 30 to 3,650 days.</summary>
    [Range(30, 3650)]
    public int PersonalDays { get; init; } = 400;

    /// <summary>Who was shown payments. 30 to 3,650 days.</summary>
    [Range(30, 3650)]
    public int AccessDays { get; init; } = 400;

    /// <summary>
    /// For how long backups of data keys are kept: an erasure's certificate says by it when the last one is gone.
    /// 1 to 3,650 days.
    /// </summary>
    [Range(1, 3650)]
    public int BackupDays { get; init; } = 35;

    /// <summary>How often it is looked for what has been kept for long enough. A minute to a day.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan Period { get; init; } = TimeSpan.FromHours(1);
}
