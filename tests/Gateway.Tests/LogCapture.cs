using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Gateway.Tests;

/// <summary>Everything that a logger could write: message, values, scopes and exception of each line.</summary>
[ProviderAlias(Alias)]
internal sealed class LogCapture : ILoggerProvider, ISupportExternalScope
{
    public const string Alias = "Capture";

    private IExternalScopeProvider scopes = new LoggerExternalScopeProvider();

    public ConcurrentQueue<string> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    public void Dispose() { }

    private sealed class Logger(LogCapture capture, string category) : ILogger
    {
        public IDisposable BeginScope<TState>(TState state) where TState : notnull => capture.scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            var said = $"{logLevel} {category}: {formatter(state, exception)}";
            List<string> line = [said, TextOf(state), $"{exception}"];
            capture.scopes.ForEachScope((scope, into) => into.Add($"{scope} {TextOf(scope)}"), line);
            capture.Lines.Enqueue(string.Join(" | ", line));
        }

        private static string TextOf(object? state) =>
            state is IEnumerable<KeyValuePair<string, object?>> values ? string.Join(", ", values) : $"{state}";
    }
}
