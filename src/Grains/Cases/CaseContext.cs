using CryptoPay.Payments.Cases;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Grains.Cases;

/// <summary>What the effects of case sinks work with, beside what all effects do.</summary>
internal sealed partial class CaseContext(
    CaseSinks sinks, CasePolicy policy, SinkAlerts alerts, ILogger<CaseContext> logger)
{
    public CaseSinks Sinks { get; } = sinks;

    public CasePolicy Policy { get; } = policy;

    public SinkAlerts Alerts { get; } = alerts;

    public void Failed(string sink, string merchant, string orderId, string code) =>
        Log.SinkFailed(logger, sink, merchant, orderId, code);

    private static partial class Log
    {
        [LoggerMessage(2013, LogLevel.Warning,
            "Case sink {Sink} was not told of order {Merchant}/{OrderId}: {Code}. It is tried again.")]
        public static partial void SinkFailed(
            ILogger logger, string sink, string merchant, string orderId, string code);
    }
}
