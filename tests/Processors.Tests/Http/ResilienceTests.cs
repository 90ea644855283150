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
    private readonly ProcessorRig _rig = new(BtcPayDialect.Settings);

    [Fact]
    public async Task A_read_is_tried_three_times_with_growing_pauses()
    {
        _rig.Server.Answers(new Answer.Says(503, ""), new Answer.Lost(), Good);

        Assert.IsType<Found>(await Read());

        Assert.Equal(2, _rig.Clock.Delays.Count);
        Assert.All(_rig.Clock.Delays, pause => Assert.InRange(pause, TimeSpan.Zero, TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task A_read_that_fails_three_times_is_given_up()
    {
        _rig.Server.Answers(new Answer.Says(500, ""), new Answer.Says(502, ""), new Answer.Says(503, "", "30"));

        Assert.Equal(new Unavailable("http_503", TimeSpan.FromSeconds(30)), await Read());
    }

    [Fact]
    public async Task A_read_that_is_refused_is_not_tried_again()
    {
        _rig.Server.Answers(new Answer.Says(401, ""));

        Assert.IsType<ProcessorResult<Invoice>.Refused>(await Read());
    }

    [Fact]
    public async Task A_short_Retry_After_is_waited_for()
    {
        _rig.Server.Answers(new Answer.Says(429, "", "4"), Good);

        Assert.IsType<Found>(await Read());

        Assert.Equal([TimeSpan.FromSeconds(4)], _rig.Clock.Delays);
    }

    [Fact]
    public async Task A_long_Retry_After_is_left_to_the_caller()
    {
        _rig.Server.Answers(new Answer.Says(429, "", "6"));

        Assert.Equal(new Unavailable("http_429", TimeSpan.FromSeconds(6)), await Read());

        Assert.Empty(_rig.Clock.Delays);
    }

    [Fact]
    public async Task A_read_ends_within_half_a_minute_though_nothing_ever_answers()
    {
        _rig.Server.Script = _ => new Answer.Silent();
        var start = _rig.Clock.GetUtcNow();

        Assert.Equal(new Unavailable("timeout"), await Read());

        Assert.Equal(3, _rig.Server.Calls.Count);
        Assert.InRange(_rig.Clock.GetUtcNow() - start, TimeSpan.FromSeconds(29), TimeSpan.FromSeconds(31));
    }

    [Fact]
    public async Task A_create_and_a_mark_are_sent_once()
    {
        _rig.Server.Answers(new Answer.Says(503, "", "1"), new Answer.Lost());

        Assert.Equal(new Unavailable("http_503", TimeSpan.FromSeconds(1)), await Create());
        var mark = await _rig.Elapse(_rig.Processor.MakeUnpayable("1", Cancellation));
        Assert.Equal(new ProcessorResult<bool>.Unavailable("connection_lost"), mark);
    }

    [Fact]
    public async Task After_many_failures_nothing_is_sent_for_a_while_and_then_it_is_tried_again()
    {
        _rig.Server.Script = _ => new Answer.Says(500, "");
        for (var call = 0; call < 10; call++) await Create();
        var sent = _rig.Server.Calls.Count;

        Assert.Equal(new Unavailable("circuit_open", WasSent: false), await Create());
        Assert.Equal(new Unavailable("circuit_open", WasSent: false), await Read());
        Assert.Equal(sent, _rig.Server.Calls.Count);

        _rig.Clock.Advance(TimeSpan.FromSeconds(11));
        _rig.Server.Script = _ => Good;
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

        _rig.Server.Script = _ => new Answer.Silent();
        Assert.Equal(new Unavailable("timeout"), await Read());
        _rig.Server.Script = _ => new Answer.Says(500, "");
        for (var call = 0; call < 10; call++) await Create();
        Assert.Equal(new Unavailable("circuit_open", WasSent: false), await Create());

        Assert.Empty(_rig.Loud.Categories);
        Assert.All(
            ["event.name: OnTimeout", "event.severity: Error", "event.name: OnRetry", "event.name: OnCircuitOpened"],
            tag => Assert.Contains(tag, counted));
    }

    [Fact]
    public async Task Refusals_do_not_open_the_circuit()
    {
        _rig.Server.Script = _ => new Answer.Says(403, "");
        for (var call = 0; call < 30; call++) Assert.IsType<ProcessorResult<Invoice>.Refused>(await Create());
    }

    [Fact]
    public async Task More_calls_than_may_wait_are_turned_away_unsent()
    {
        await using var callers = Callers(AtOnce + 1_000);

        Assert.Equal(new Unavailable("too_many_calls", WasSent: false), await Create());
        Assert.Equal(AtOnce, _rig.Server.Calls.Count);
    }

    [Fact]
    public async Task Calls_that_waited_too_long_for_their_turn_were_not_sent_and_do_not_open_the_circuit()
    {
        await using (Callers(AtOnce))
        {
            var creates = Task.WhenAll(
                Enumerable.Range(0, 20).Select(_ => _rig.Processor.CreateInvoice(Request, Cancellation)));
            _rig.Clock.Advance(TimeSpan.FromSeconds(10));
            Assert.All(await creates,
                ending => Assert.Equal(new Unavailable("too_many_calls", WasSent: false), ending));
        }

        Assert.DoesNotContain(_rig.Server.Calls, call => call.Method == HttpMethod.Post);
        _rig.Server.Script = _ => Good;
        Assert.IsType<Found>(await Create());
    }

    [Fact]
    public async Task A_call_that_waited_for_its_turn_has_all_of_its_time_still()
    {
        var start = _rig.Clock.GetUtcNow();
        Task<ProcessorResult<Invoice>> create;
        await using (Callers(AtOnce))
        {
            create = _rig.Processor.CreateInvoice(Request, Cancellation);
            _rig.Clock.Advance(TimeSpan.FromSeconds(9));
        }

        Assert.Equal(new Unavailable("timeout"), await _rig.Elapse(create));
        Assert.InRange(_rig.Clock.GetUtcNow() - start, TimeSpan.FromSeconds(19), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_changed_key_is_used_by_the_next_call_and_a_spoiled_one_is_not_sent()
    {
        _rig.Server.Script = _ => Good;
        _rig.Change("ApiKey", "new-key");
        Assert.IsType<Found>(await Read());
        Assert.Equal("token new-key", _rig.Server.Calls[^1].Authorization);

        Assert.ThrowsAny<Exception>(() => _rig.Change("ApiKey", ""));
        Assert.Equal(new Unavailable("invalid_settings", WasSent: false), await Create());
        Assert.Single(_rig.Server.Calls);
    }

    public void Dispose() => _rig.Dispose();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Task<ProcessorResult<Invoice>> Read() =>
        _rig.Elapse(_rig.Processor.ReadInvoice(BtcPayDialect.InvoiceId, Cancellation));

    private Task<ProcessorResult<Invoice>> Create() => _rig.Elapse(_rig.Processor.CreateInvoice(Request, Cancellation));

    /// <summary>So many reads that nobody answers; they leave when this is disposed of.</summary>
    private SilentCallers Callers(int count)
    {
        _rig.Server.Script = _ => new Answer.Silent();
        return new SilentCallers(
            count, cancellation => _rig.Processor.ReadInvoice(BtcPayDialect.InvoiceId, cancellation));
    }

    private sealed class SilentCallers : IAsyncDisposable
    {
        private readonly CancellationTokenSource _leaving = new();
        private readonly List<Task> _calls;

        public SilentCallers(int count, Func<CancellationToken, Task> call) =>
            _calls = [.. Enumerable.Range(0, count).Select(_ => call(_leaving.Token))];

        public async ValueTask DisposeAsync()
        {
            await _leaving.CancelAsync();
            await Task.WhenAll(_calls).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _leaving.Dispose();
        }
    }
}
