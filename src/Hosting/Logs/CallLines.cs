using System.Diagnostics;
using CryptoPay.Grains.Interfaces;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Hosting.Logs;

/// <summary>
/// Each line that a call to a grain writes says of which order it is, and of which request. Orleans' own way to hand a
/// trace on makes two activities of each call, and their headers would go on to processors.
/// </summary>
public sealed class CallLines(ILogger<CallLines> logger) : IIncomingGrainCallFilter
{
    private const string TraceKey = "cryptopay-trace";

    private static readonly Func<ILogger, string, IDisposable?> Order =
        LoggerMessage.DefineScope<string>("Order:{Order}");

    private static readonly Func<ILogger, string, IDisposable?> Trace =
        LoggerMessage.DefineScope<string>("TraceId:{TraceId}");

    /// <summary>The grains that this request asks, and those that they ask, are told its trace ID.</summary>
    public static void HandOn(Activity request) => RequestContext.Set(TraceKey, request.TraceId.ToHexString());

    public Task Invoke(IIncomingGrainCallContext context)
    {
        var order = context.Grain is IPaymentIntentGrain grain ? grain.GetPrimaryKeyString() : null;
        var trace = RequestContext.Get(TraceKey) as string;
        return order is null && trace is null ? context.Invoke() : Invoke(context, order, trace);
    }

    private async Task Invoke(IIncomingGrainCallContext context, string? order, string? trace)
    {
        using var ofOrder = order is null ? null : Order(logger, order);
        using var ofTrace = trace is null ? null : Trace(logger, trace);
        await context.Invoke();
    }
}
