using Microsoft.Extensions.Logging;

namespace CryptoPay.Hosting.Alerts;

/// <summary>
/// Listens to the log for what the runbook calls an alert: each event of ours at Error, and what ends one. So nothing
/// can be an alert that is not in the log too.
/// </summary>
internal sealed class AlertLog(AlertBook book) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Listener(book);

    public void Dispose() { }

    private sealed class Listener(AlertBook book) : ILogger
    {
        /// <summary>Orleans writes in the name of our storage too, with numbers of its own that are above.</summary>
        private const int OurEventsMax = 9_999;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Information and < LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (eventId.Id is <= 0 or > OurEventsMax || !(logLevel >= LogLevel.Error || AlertEnds.IsEnd(eventId.Id))) return;
            book.Hear(Occurrence.Of(eventId.Id, formatter(state, null),
                state as IEnumerable<KeyValuePair<string, object?>> ?? []));
        }
    }
}
