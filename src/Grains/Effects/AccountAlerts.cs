using System.Collections.Concurrent;
using CryptoPay.Payments.Processors;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Grains.Effects;

/// <summary>
/// What is wrong with an account rather than with an order: told once for each account and reason, and again after an
/// hour if it lasts, instead of once for each order.
/// </summary>
internal sealed partial class AccountAlerts(TimeProvider time, ILogger<AccountAlerts> logger)
{
    private const string OfInvoices = "invoices:";
    private const string OfRefunds = "refunds:";
    private const string OfReads = "reads:";
    private static readonly TimeSpan QuietFor = TimeSpan.FromHours(1);
    private static readonly TimeSpan UnreadMax = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<(string Account, string Reason), Alert> alerts = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> unreadSince = new();

    /// <summary>
    /// The account will not make an invoice for what is asked. Where that is at fault by itself nobody is called.
    /// </summary>
    public void Refused(string account, string code)
    {
        var alert = alerts.GetOrAdd((account, code), _ => new Alert());
        if (alert.Count(time.GetUtcNow()) is not { } count) return;
        if (RefusalCodes.IsOfOrder(code)) Log.NotTaken(logger, account, code, count);
        else Log.Refused(logger, account, code, count);
    }

    /// <summary>The account has not made an invoice for a minute or more.</summary>
    public void Slow(string account, string reason)
    {
        if (IsNews(account, OfInvoices + reason)) Log.Slow(logger, account, reason);
    }

    /// <summary>A refund that was asked for a minute ago or more is not made.</summary>
    public void RefundSlow(string account, string reason)
    {
        if (IsNews(account, OfRefunds + reason)) Log.RefundSlow(logger, account, reason);
    }

    /// <summary>It makes invoices, so that the next time that it does not is news.</summary>
    public void Made(string account)
    {
        if (Ended(account, OfInvoices)) Log.MakesAgain(logger, account);
    }

    /// <inheritdoc cref="Made"/>
    public void RefundMade(string account)
    {
        if (Ended(account, OfRefunds)) Log.RefundsAgain(logger, account);
    }

    /// <summary>
    /// The account answered no read. Where that lasts, nobody sees who has paid, though no new order may tell of it.
    /// </summary>
    public void Unread(string account, string reason)
    {
        var since = unreadSince.GetOrAdd(account, _ => time.GetUtcNow());
        if (time.GetUtcNow() >= since + UnreadMax && IsNews(account, OfReads + reason))
            Log.Unread(logger, account, reason);
    }

    /// <summary>It answered one.</summary>
    public void Read(string account)
    {
        if (unreadSince.TryRemove(account, out _) && Ended(account, OfReads)) Log.ReadsAgain(logger, account);
    }

    private bool IsNews(string account, string reason) =>
        alerts.GetOrAdd((account, reason), _ => new Alert()).Count(time.GetUtcNow()) is not null;

    private bool Ended(string account, string what)
    {
        var wasSlow = false;
        foreach (var key in alerts.Keys)
        {
            if (key.Account == account && key.Reason.StartsWith(what, StringComparison.Ordinal))
                wasSlow |= alerts.TryRemove(key, out _);
        }

        return wasSlow;
    }

    private sealed class Alert
    {
        private DateTimeOffset toldAt = DateTimeOffset.MinValue;
        private readonly Lock gate = new();
        private int count;

        /// <summary>How many there were since it was told last; null where it is too early to tell again.</summary>
        public int? Count(DateTimeOffset now)
        {
            lock (gate)
            {
                count++;
                if (now < toldAt + QuietFor) return null;
                (var told, count, toldAt) = (count, 0, now);
                return told;
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2002, LogLevel.Error,
            "Processor account {Account} refused to make {Count} invoices: {Code}. Those payments have failed.")]
        public static partial void Refused(ILogger logger, string account, string code, int count);

        [LoggerMessage(2003, LogLevel.Error,
            "Processor account {Account} has not made an invoice for a minute: {Reason}. It is tried again.")]
        public static partial void Slow(ILogger logger, string account, string reason);

        [LoggerMessage(2007, LogLevel.Information, "Processor account {Account} makes invoices again.")]
        public static partial void MakesAgain(ILogger logger, string account);

        [LoggerMessage(2009, LogLevel.Error,
            "Processor account {Account} has not made a refund for a minute: {Reason}. It is tried again.")]
        public static partial void RefundSlow(ILogger logger, string account, string reason);

        [LoggerMessage(2010, LogLevel.Information, "Processor account {Account} makes refunds again.")]
        public static partial void RefundsAgain(ILogger logger, string account);

        [LoggerMessage(2011, LogLevel.Error, "Processor account {Account} has answered no read for five minutes: "
            + "{Reason}. What is paid there is not seen. It is tried again.")]
        public static partial void Unread(ILogger logger, string account, string reason);

        [LoggerMessage(2012, LogLevel.Information, "Processor account {Account} answers reads again.")]
        public static partial void ReadsAgain(ILogger logger, string account);

        [LoggerMessage(2008, LogLevel.Warning,
            "Processor account {Account} does not take what {Count} orders asked for: {Code}. "
            + "Those payments have failed; the account is well.")]
        public static partial void NotTaken(ILogger logger, string account, string code, int count);
    }
}
