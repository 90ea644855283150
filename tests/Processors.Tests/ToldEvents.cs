using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Processors.Tests;

/// <summary>Keeps the events of level Error, by their number and text.</summary>
internal sealed class ToldEvents : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(int Id, string Text)> _told = new();

    public string[] Of(int id) => [.. _told.Where(told => told.Id == id).Select(told => told.Text)];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel)) _told.Enqueue((eventId.Id, formatter(state, exception)));
    }

    public void Dispose() { }
}
