using System.Diagnostics;
using CryptoPay.Hosting.Telemetry;
using OpenTelemetry.Trace;

namespace CryptoPay.Hosting.Tests.Telemetry;

public class OrdersOnlyTests
{
    [Theory]
    [InlineData(ActivityKind.Server, null, SamplingDecision.RecordAndSample)]
    [InlineData(ActivityKind.Client, "cryptopay.order", SamplingDecision.RecordAndSample)]
    [InlineData(ActivityKind.Client, "rpc.method", SamplingDecision.Drop)]
    [InlineData(ActivityKind.Client, null, SamplingDecision.Drop)]
    public void A_trace_begins_with_a_call_from_outside_or_with_an_order_and_with_nothing_that_silos_ask_each_other(
        ActivityKind kind, string? tag, SamplingDecision decision)
    {
        KeyValuePair<string, object?>[]? tags = tag is null ? null : [new(tag, "value")];

        var sampled = new OrdersOnly().ShouldSample(
            new SamplingParameters(default, ActivityTraceId.CreateRandom(), "IApiKeysGrain/Open", kind, tags));

        Assert.Equal(decision, sampled.Decision);
    }
}
