using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Alerting;

/// <summary>Keeps what would have called an operator: events of level Error, by their number.</summary>
internal sealed class Alerts : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(int Id, string Text)> told = new();

    /// <summary>The texts of one event, oldest first.</summary>
    public string[] Of(int id) => [.. told.Where(alert => alert.Id == id).Select(alert => alert.Text)];

    public int[] All => [.. told.Select(alert => alert.Id)];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel)) told.Enqueue((eventId.Id, formatter(state, exception)));
    }

    public void Dispose() { }
}
