using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Processors.Tests;

/// <summary>The categories of all lines at Warning or above, one for each line.</summary>
internal sealed class LoudLines : ILoggerProvider
{
    public ConcurrentQueue<string> Categories { get; } = [];

    public ILogger CreateLogger(string categoryName) => new Logger(Categories, categoryName);

    public void Dispose() { }

    private sealed class Logger(ConcurrentQueue<string> categories, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) categories.Enqueue(category);
        }
    }
}
