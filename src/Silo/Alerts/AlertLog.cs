using Microsoft.Extensions.Options;

namespace CryptoPay.Silo.Alerts;

/// <summary>
/// Listens to the log for what the runbook calls an alert: each event of ours at Error, and what ends one. So nothing
/// can be an alert that is not in the log too.
/// </summary>
internal sealed class AlertLog(AlertBook book, IOptionsMonitor<AlertOptions> options) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Listener(book, options);

    public void Dispose() { }

    private sealed class Listener(AlertBook book, IOptionsMonitor<AlertOptions> options) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) =>
            logLevel is >= LogLevel.Information and < LogLevel.None && options.CurrentValue.Url != "";

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (eventId.Id == 0 || !(logLevel >= LogLevel.Error || AlertEnds.IsEnd(eventId.Id)) || !IsEnabled(logLevel))
                return;
            book.Hear(Occurrence.Of(eventId.Id, formatter(state, null),
                state as IEnumerable<KeyValuePair<string, object?>> ?? []));
        }
    }
}
