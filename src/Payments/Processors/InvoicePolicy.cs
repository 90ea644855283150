using System.ComponentModel.DataAnnotations;

namespace CryptoPay.Payments.Processors;

/// <summary>What we ask of every invoice; section <c>Invoices</c> of the settings.</summary>
public sealed record InvoicePolicy
{
    /// <summary>For how long the processor locks the rate. 1 min to 1 day; default 15 min.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan RateLock { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>For how long after that the processor looks for money. 0 to 30 days; default 24 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan Monitoring { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Percent that may be missing and still count as paid. 0 to 100; default 0.5.</summary>
    [Range(typeof(decimal), "0", "100")]
    public decimal TolerancePercent { get; init; } = 0.5m;

    /// <summary>
    /// Percent that may be too much without a person having to look. 0 to 100; default 0.5.
    /// </summary>
    [Range(typeof(decimal), "0", "100")]
    public decimal OverpaidTolerancePercent { get; init; } = 0.5m;
}
