using CryptoPay.Clock;
using Microsoft.AspNetCore.Builder;

namespace CryptoPay.Grains.Tests;

/// <summary>
/// The house's clock as the processor sees it: a call for which the processor sets a timer waits until that falls.
/// </summary>
internal sealed class ProcessorClock(LeapingClock clock, Calls calls) : TimeProvider
{
    private readonly AsyncLocal<string?> served = new();

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp() => clock.GetTimestamp();

    public void Watch(IApplicationBuilder processor) => processor.Use((http, next) =>
    {
        served.Value = http.Request.Headers[Calls.IdHeader];
        return next(http);
    });

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (served.Value is not { } id) return clock.CreateTimer(callback, state, dueTime, period);
        calls.WaitsOnClock(id);
        return clock.CreateTimer(GoOn, state, dueTime, period);

        void GoOn(object? timed)
        {
            calls.GoesOn(id);
            callback(timed);
        }
    }
}
