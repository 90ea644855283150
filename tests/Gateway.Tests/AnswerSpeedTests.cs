using System.Diagnostics;
using System.Net;
using CryptoPay.Gateway.Tests.Health;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Gateway.Tests;

/// <summary>
/// A caller is on the line, whoever else is slow. Measured alone and last, as test.sh does, and against the one who is
/// slow; how the time is shared out is in <see cref="Answers.AnswerTimeTests"/>, on a fake clock.
/// </summary>
[Trait("Measures", "Speed")]
public sealed class AnswerSpeedTests(StorageAwayTests.Gateway gateway) : IClassFixture<StorageAwayTests.Gateway>
{
    [Fact]
    public async Task A_create_is_answered_long_before_a_slow_processor_is_done()
    {
        await Warm();
        await gateway.Fault(new { on = "create", orderId = "CC-slow", times = 1, slowBeforeMs = 6_000 });
        var startedAt = Stopwatch.GetTimestamp();
        await (await gateway.Post(Payments.Body("CC-slow"))).View();
        var answeredAfter = Stopwatch.GetElapsedTime(startedAt);
        await gateway.Until("CC-slow", view => view.Status == "AwaitingPayment");
        var madeAfter = Stopwatch.GetElapsedTime(startedAt);

        Assert.True(answeredAfter < madeAfter / 2, $"Answered after {answeredAfter}, made after {madeAfter}.");
    }

    [Fact]
    public async Task A_create_is_refused_long_before_storage_that_is_away_gives_up()
    {
        await Warm();
        using var writeLock = gateway.HoldWriteLock();
        var storage = Elapsed(() => Assert.ThrowsAnyAsync<Exception>(() => gateway.Grain("CC-waits").Create(
            new CreatePaymentIntent { Price = new Money(100m, "USD"), CryptoCode = "BTC" }, who: "tester")));
        var caller = Elapsed(async () => Assert.Equal(
            HttpStatusCode.ServiceUnavailable, (await gateway.SendOnce(Payments.Body("CC-told"))).StatusCode));

        var (answeredAfter, gaveUpAfter) = (await caller, await storage);
        Assert.True(answeredAfter < gaveUpAfter / 2, $"Answered after {answeredAfter}, given up after {gaveUpAfter}.");
    }

    /// <summary>The first call of a process also pays for its compilation: seconds, on a busy machine.</summary>
    private async Task Warm()
    {
        await (await gateway.Post(Payments.Body("CC-warm"))).View();
        await gateway.Until("CC-warm", view => view.Status == "AwaitingPayment");
    }

    private static async Task<TimeSpan> Elapsed(Func<Task> work)
    {
        var startedAt = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(startedAt);
    }
}
