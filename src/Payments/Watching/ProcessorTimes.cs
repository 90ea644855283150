using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.Watching;

/// <summary>
/// Times that a processor tells, brought to our clock where they come in. Its clock is not ours, and what it says has
/// no bounds of its own.
/// </summary>
internal static class ProcessorTimes
{
    /// <summary>A call and its answer take no longer, so an invoice that is older was dated by another clock.</summary>
    private static readonly TimeSpan CallMax = TimeSpan.FromMinutes(1);

    /// <summary>Clocks of two well-kept servers differ by less, and times in whole seconds do too.</summary>
    private static readonly TimeSpan Unnoticed = TimeSpan.FromSeconds(2);

    /// <summary>
    /// By how much the processor's clock is ahead of ours, as far as the time of making an invoice shows it; negative
    /// where it is behind.
    /// </summary>
    /// <param name="isAnswer">The create was answered just now; else a search found what it led to.</param>
    public static TimeSpan AheadOf(
        InvoiceAttempt attempt, Invoice made, bool isAnswer, DateTimeOffset at, PollingPolicy policy)
    {
        var madeAt = Bounded(made.CreatedAt, attempt, policy);
        var earliest = isAnswer ? at - CallMax : attempt.StartedAt - CallMax;
        var ahead = madeAt > at ? madeAt - at : madeAt < earliest ? madeAt - at : TimeSpan.Zero;
        return ahead.Duration() <= Unnoticed ? TimeSpan.Zero : ahead;
    }

    /// <summary>The invoice with its times by our clock.</summary>
    public static Invoice Ours(Invoice invoice, InvoiceAttempt attempt, TimeSpan ahead, PollingPolicy policy) =>
        invoice with
        {
            CreatedAt = Ours(invoice.CreatedAt, attempt, ahead, policy),
            ExpiresAt = Ours(invoice.ExpiresAt, attempt, ahead, policy),
            MonitoredUntil = Ours(invoice.MonitoredUntil, attempt, ahead, policy),
        };

    /// <summary>
    /// Within <see cref="PollingPolicy.WatchMax"/> of the attempt's start: counted from a time that stays, so that the
    /// same answer is the same invoice at each read.
    /// </summary>
    public static DateTimeOffset Bounded(DateTimeOffset time, InvoiceAttempt attempt, PollingPolicy policy)
    {
        var (first, last) = (attempt.StartedAt - policy.WatchMax, attempt.StartedAt + policy.WatchMax);
        return time < first ? first : time > last ? last : time;
    }

    private static DateTimeOffset Ours(
        DateTimeOffset time, InvoiceAttempt attempt, TimeSpan ahead, PollingPolicy policy) =>
        Bounded(Bounded(time, attempt, policy) - ahead, attempt, policy);
}
