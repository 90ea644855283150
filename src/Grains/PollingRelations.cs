using System.ComponentModel.DataAnnotations;
using System.Globalization;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Watching;
using Microsoft.Extensions.Options;

namespace CryptoPay.Grains;

/// <summary>
/// Times that are good each by itself and contradict each other. They stop the start, by the names of both.
/// </summary>
internal sealed class PollingRelations(IOptions<InvoicePolicy> invoices) : IValidateOptions<PollingPolicy>
{
    public ValidateOptionsResult Validate(string? name, PollingPolicy polling)
    {
        // What is out of its range is told by that alone.
        if (!Validator.TryValidateObject(polling, new ValidationContext(polling), null, validateAllProperties: true))
            return ValidateOptionsResult.Skip;

        var faults = Faults(polling).OfType<string>().ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private IEnumerable<string?> Faults(PollingPolicy polling) =>
    [
        // Polls would be as far apart as the gap.
        AtMost(nameof(polling.ReadGap), polling.ReadGap, nameof(polling.ShortPeriod), polling.ShortPeriod),
        // No read would fall into it.
        NoneOrAtLeast(nameof(polling.ShortWindow), polling.ShortWindow,
            nameof(polling.ShortPeriod), polling.ShortPeriod),
        NoneOrAtLeast(nameof(polling.ReviewWindow), polling.ReviewWindow,
            nameof(polling.ReviewPeriod), polling.ReviewPeriod),
        AtMost(nameof(polling.BackoffFirst), polling.BackoffFirst, nameof(polling.BackoffMax), polling.BackoffMax),
        // One wait would be longer than the watch, and end it without a read.
        AtMost(nameof(polling.LongPeriod), polling.LongPeriod, nameof(polling.WatchWindow), polling.WatchWindow),
        AtMost(nameof(polling.BackoffMax), polling.BackoffMax, nameof(polling.WatchWindow), polling.WatchWindow),
        AtMost(nameof(polling.PauseMax), polling.PauseMax, nameof(polling.WatchWindow), polling.WatchWindow),
        // Nobody would be called before it is over.
        AtMost(nameof(polling.NonsenseWindow), polling.NonsenseWindow,
            nameof(polling.WatchWindow), polling.WatchWindow),
        // An invoice would be looked for that, by the other, cannot come any more.
        AtMost(nameof(polling.LookUpWindow), polling.LookUpWindow, nameof(polling.CreateMax), polling.CreateMax),
        Covers(polling),
    ];

    /// <summary>Else the processor would still take money when nobody looks.</summary>
    private string? Covers(PollingPolicy polling)
    {
        try
        {
            var taken = invoices.Value.RateLock + invoices.Value.Monitoring;
            return polling.WatchMax >= taken
                ? null
                : $"Polling:WatchMax is {Text(polling.WatchMax)}: it must be at least Invoices:RateLock and "
                    + $"Invoices:Monitoring together, which are {Text(taken)}.";
        }
        catch (OptionsValidationException)
        {
            // They are told by themselves.
            return null;
        }
    }

    private static string? AtMost(string setting, TimeSpan value, string other, TimeSpan most) => value <= most
        ? null
        : $"Polling:{setting} is {Text(value)}: it must be at most Polling:{other}, which is {Text(most)}.";

    private static string? NoneOrAtLeast(string setting, TimeSpan value, string other, TimeSpan least) =>
        value == TimeSpan.Zero || value >= least
            ? null
            : $"Polling:{setting} is {Text(value)}: it must be {Text(TimeSpan.Zero)}, or at least Polling:{other}, "
                + $"which is {Text(least)}.";

    private static string Text(TimeSpan value) => value.ToString("c", CultureInfo.InvariantCulture);
}
