using System.Diagnostics;
using OpenTelemetry.Trace;

namespace CryptoPay.Hosting.Telemetry;

/// <summary>
/// Keeps traces that begin with a call from outside, or with what an order does by itself. What silos and gateways ask
/// each other each few seconds is none of them.
/// </summary>
internal sealed class OrdersOnly : Sampler
{
    /// <summary>The tag by which a span of ours names its order.</summary>
    private const string OrderTag = "cryptopay.order";

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) => new(
        samplingParameters.Kind == ActivityKind.Server
        || samplingParameters.Tags?.Any(tag => tag.Key == OrderTag) == true);
}
