using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Tests.BtcPay;
using Found = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Invoice>.Found;
using Unavailable = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Invoice>.Unavailable;

namespace CryptoPay.Processors.Tests.Http;

public sealed class ResilienceTests : IDisposable
{
    private static readonly InvoiceRequest Request = new()
    {
        Order = new("default", "1"),
        AttemptId = "0b8f7a52-6a0f-4a3e-9c58-0d1c6c5c9c11",
        Price = new Money(10m, "USD"),
        CryptoCode = "BTC",
        Speed = TransactionSpeed.Medium,
        RateLock = TimeSpan.FromMinutes(15),
        Monitoring = TimeSpan.FromHours(1),
        TolerancePercent = 0,
    };

    private const int AtOnce = 64;

    private static readonly Answer Good = new Answer.Says(200, BtcPayDialect.InvoiceJson(Request));
    private readonly ProcessorRig rig = new(BtcPayDialect.Settings);

    [Fact]
    public async Task A_read_is_tried_three_times_with_growing_pauses()
    {
        rig.Server.Answers(new Answer.Says(503, ""), new Answer.Lost(), Good);

        Assert.IsType<Found>(await Read());

        Assert.Equal(2, rig.Clock.Delays.Count);
        Assert.All(rig.Clock.Delays, pause => Assert.InRange(pause, TimeSpan.Zero, TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task A_read_that_fails_three_times_is_given_up()
    {
        rig.Server.Answers(new Answer.Says(500, ""), new Answer.Says(502, ""), new Answer.Says(503, "", "30"));

        Assert.Equal(new Unavailable("http_503", TimeSpan.FromSeconds(30)), await Read());
    }

    [Fact]
    public async Task A_read_that_is_refused_is_not_tried_again()
    {
        rig.Server.Answers(new Answer.Says(401, ""));

        Assert.IsType<ProcessorResult<Invoice>.Refused>(await Read());
    }

    [Fact]
    public async Task A_short_Retry_After_is_waited_for()
    {
        rig.Server.Answers(new Answer.Says(429, "", "4"), Good);

        Assert.IsType<Found>(await Read());

        Assert.Equal([TimeSpan.FromSeconds(4)], rig.Clock.Delays);
    }

    [Fact]
    public async Task A_long_Retry_After_is_left_to_the_caller()
    {
        rig.Server.Answers(new Answer.Says(429, "", "6"));

        Assert.Equal(new Unavailable("http_429", TimeSpan.FromSeconds(6)), await Read());

        Assert.Empty(rig.Clock.Delays);
    }

    [Fact]
    public async Task A_read_ends_within_half_a_minute_though_nothing_ever_answers()
    {
        rig.Server.Script = _ => new Answer.Silent();
        var start = rig.Clock.GetUtcNow();

        Assert.Equal(new Unavailable("timeout"), await Read());

        Assert.Equal(3, rig.Server.Calls.Count);
        Assert.InRange(rig.Clock.GetUtcNow() - start, TimeSpan.FromSeconds(29), TimeSpan.FromSeconds(31));
    }

    [Fact]
    public async Task A_create_and_a_mark_are_sent_once()
    {
        rig.Server.Answers(new Answer.Says(503, "", "1"), new Answer.Lost());

        Assert.Equal(new Unavailable("http_503", TimeSpan.FromSeconds(1)), await Create());
        var mark = await rig.Elapse(rig.Processor.MakeUnpayable("1", Cancellation));
        Assert.Equal(new ProcessorResult<bool>.Unavailable("connection_lost"), mark);
    }

    [Fact]
    public async Task After_many_failures_nothing_is_sent_for_a_while_and_then_it_is_tried_again()
    {
        rig.Server.Script = _ => new Answer.Says(500, "");
        for (var call = 0; call < 10; call++) await Create();
        var sent = rig.Server.Calls.Count;

        Assert.Equal(new Unavailable("circuit_open", WasSent: false), await Create());
        Assert.Equal(new Unavailable("circuit_open", WasSent: false), await Read());
        Assert.Equal(sent, rig.Server.Calls.Count);

        rig.Clock.Advance(TimeSpan.FromSeconds(11));
        rig.Server.Script = _ => Good;
        Assert.IsType<Found>(await Read());
    }

    [Fact]
    public async Task An_outage_with_time_outs_and_an_open_circuit_is_counted_by_Polly_and_written_by_nobody_but_us()
    {
        var counted = new ConcurrentBag<string>();
        using var meters = new MeterListener();
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "resilience.polly.strategy.events") listener.EnableMeasurementEvents(instrument);
        };
        meters.SetMeasurementEventCallback<int>((_, _, tags, _) =>
        {
            foreach (var tag in tags) counted.Add($"{tag.Key}: {tag.Value}");
        });
        meters.Start();

        rig.Server.Script = _ => new Answer.Silent();
        Assert.Equal(new Unavailable("timeout"), await Read());
        rig.Server.Script = _ => new Answer.Says(500, "");
        for (var call = 0; call < 10; call++) await Create();
        Assert.Equal(new Unavailable("circuit_open", WasSent: false), await Create());

        Assert.Empty(rig.Loud.Categories);
        Assert.All(
            ["event.name: OnTimeout", "event.severity: Error", "event.name: OnRetry", "event.name: OnCircuitOpened"],
            tag => Assert.Contains(tag, counted));
    }

    [Fact]
    public async Task Refusals_do_not_open_the_circuit()
    {
        rig.Server.Script = _ => new Answer.Says(403, "");
        for (var call = 0; call < 30; call++) Assert.IsType<ProcessorResult<Invoice>.Refused>(await Create());
    }

    [Fact]
    public async Task More_calls_than_may_wait_are_turned_away_unsent()
    {
        await using var callers = Callers(AtOnce + 1_000);

        Assert.Equal(new Unavailable("too_many_calls", WasSent: false), await Create());
        Assert.Equal(AtOnce, rig.Server.Calls.Count);
    }

    [Fact]
    public async Task Calls_that_waited_too_long_for_their_turn_were_not_sent_and_do_not_open_the_circuit()
    {
        await using (Callers(AtOnce))
        {
            var creates = Task.WhenAll(
                Enumerable.Range(0, 20).Select(_ => rig.Processor.CreateInvoice(Request, Cancellation)));
            rig.Clock.Advance(TimeSpan.FromSeconds(10));
            Assert.All(await creates,
                ending => Assert.Equal(new Unavailable("too_many_calls", WasSent: false), ending));
        }

        Assert.DoesNotContain(rig.Server.Calls, call => call.Method == HttpMethod.Post);
        rig.Server.Script = _ => Good;
        Assert.IsType<Found>(await Create());
    }

    [Fact]
    public async Task A_call_that_waited_for_its_turn_has_all_of_its_time_still()
    {
        var start = rig.Clock.GetUtcNow();
        Task<ProcessorResult<Invoice>> create;
        await using (Callers(AtOnce))
        {
            create = rig.Processor.CreateInvoice(Request, Cancellation);
            rig.Clock.Advance(TimeSpan.FromSeconds(9));
        }

        Assert.Equal(new Unavailable("timeout"), await rig.Elapse(create));
        Assert.InRange(rig.Clock.GetUtcNow() - start, TimeSpan.FromSeconds(19), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_changed_key_is_used_by_the_next_call_and_a_spoiled_one_is_not_sent()
    {
        rig.Server.Script = _ => Good;
        rig.Change("ApiKey", "new-key");
        Assert.IsType<Found>(await Read());
        Assert.Equal("token new-key", rig.Server.Calls[^1].Authorization);

        Assert.ThrowsAny<Exception>(() => rig.Change("ApiKey", ""));
        Assert.Equal(new Unavailable("invalid_settings", WasSent: false), await Create());
        Assert.Single(rig.Server.Calls);
    }

    public void Dispose() => rig.Dispose();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Task<ProcessorResult<Invoice>> Read() =>
        rig.Elapse(rig.Processor.ReadInvoice(BtcPayDialect.InvoiceId, Cancellation));

    private Task<ProcessorResult<Invoice>> Create() => rig.Elapse(rig.Processor.CreateInvoice(Request, Cancellation));

    /// <summary>So many reads that nobody answers; they leave when this is disposed of.</summary>
    private SilentCallers Callers(int count)
    {
        rig.Server.Script = _ => new Answer.Silent();
        return new SilentCallers(
            count, cancellation => rig.Processor.ReadInvoice(BtcPayDialect.InvoiceId, cancellation));
    }

    private sealed class SilentCallers : IAsyncDisposable
    {
        private readonly CancellationTokenSource leaving = new();
        private readonly List<Task> calls;

        public SilentCallers(int count, Func<CancellationToken, Task> call) =>
            calls = [.. Enumerable.Range(0, count).Select(_ => call(leaving.Token))];

        public async ValueTask DisposeAsync()
        {
            await leaving.CancelAsync();
            await Task.WhenAll(calls).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            leaving.Dispose();
        }
    }
}
