using System.Collections.Concurrent;
using System.Diagnostics;
using CryptoPay.Loopback;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace CryptoPay.Gateway.Tests.Telemetry;

/// <summary>What a collector gets of a payment that goes its whole way.</summary>
public sealed class TracesTests : IAsyncLifetime
{
    private readonly Spans spans = new();
    private readonly WholeGateway gateway;

    // Nobody listens there: what is exported is looked at before.
    public TracesTests() => gateway = new WholeGateway(
        [$"--OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:{Ports.Free()}"],
        builder => builder.Services.ConfigureOpenTelemetryTracerProvider(traces => traces.AddProcessor(spans)));

    [Fact]
    public async Task Each_thing_that_an_order_does_by_itself_is_linked_to_the_call_that_created_it_and_to_what_set_it_off()
    {
        const string order = "traced";
        await gateway.Settled(order);
        var own = await spans.Until(all => all.Count(span => span.OperationName == "ReadInvoices" && IsOf(span, order)) >= 2
            && all.Any(span => span.OperationName == "Write" && IsOf(span, order)
                && Equals(span.GetTagItem("cryptopay.status"), "Settled")));

        var first = own.First(span => span.OperationName == "Write" && IsOf(span, order));
        var call = Assert.Single(own, span => span.Kind == ActivityKind.Server && span.TraceId == first.TraceId
            && span.DisplayName.StartsWith("POST", StringComparison.Ordinal));
        Assert.Equal("POST /v1/payment-intents", call.DisplayName);
        Assert.Equal(200, call.GetTagItem("http.response.status_code"));
        var byItself = own.Where(span => span.Source.Name == "CryptoPay.Grains" && span.OperationName != "Write"
            && IsOf(span, order)).ToList();
        Assert.Contains(byItself, span => span.OperationName == "CreateInvoice");
        Assert.All(byItself, span =>
        {
            Assert.Equal(default, span.ParentSpanId);
            Assert.Contains(span.Links, link => link.Context.TraceId == call.TraceId);
        });

        // The read that saw the money was set off by a webhook, whose own trace is its second link.
        var webhooks = own.Where(span => span.DisplayName == "POST /webhooks/{account}").Select(span => span.TraceId);
        Assert.Contains(byItself.Where(span => span.OperationName == "ReadInvoices"),
            read => read.Links.Any(link => webhooks.Contains(link.Context.TraceId)));
        Assert.Contains(own, span => span.Source.Name == "Microsoft.Orleans.Application" && span.TraceId == call.TraceId);
    }

    [Fact]
    public async Task No_path_and_no_probe_is_traced()
    {
        await gateway.Client.GetAsync("/health/live", Requests.Cancellation);
        await gateway.Client.GetAsync("/pay/first/nobody/a-token-of-a-link", Requests.Cancellation);
        var all = await spans.Until(seen => seen.Any(span => span.DisplayName.StartsWith("GET /pay/", StringComparison.Ordinal)));

        Assert.DoesNotContain(all, span => span.DisplayName.Contains("/health", StringComparison.Ordinal));
        Assert.DoesNotContain(all, span => span.TagObjects.Any(
            tag => $"{tag.Value}".Contains("a-token-of-a-link", StringComparison.Ordinal)));
    }

    public ValueTask InitializeAsync() => gateway.InitializeAsync();

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    private static bool IsOf(Activity span, string order) =>
        Equals(span.GetTagItem("cryptopay.order"), $"{WholeGateway.Merchant}/{order}");

    /// <summary>What would be exported, as it ends.</summary>
    private sealed class Spans : BaseProcessor<Activity>
    {
        private readonly ConcurrentQueue<Activity> ended = new();

        public override void OnEnd(Activity data)
        {
            if (data.Recorded) ended.Enqueue(data);
        }

        public async Task<Activity[]> Until(Func<Activity[], bool> holds)
        {
            using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
            using var limit = new CancellationTokenSource(Payments.Patience);
            while (!holds([.. ended])) await beat.WaitForNextTickAsync(limit.Token);
            return [.. ended];
        }
    }
}
