using System.Diagnostics;
using System.Net;

namespace CryptoPay.Gateway.Tests.Access;

/// <summary>How long an answer takes says no more than the answer does.</summary>
[Trait("Measures", "Speed")]
public sealed class MerchantSpeedTests(WholeGateway gateway)
{
    private const int Pairs = 40;

    private static readonly string Stranger = WholeGateway.KeyOf("south");

    [Fact]
    public async Task An_order_of_another_is_missed_in_the_time_of_one_that_there_is_not()
    {
        for (var i = 0; i < Pairs; i++) await gateway.Created(Payments.Body($"CC-timed-{i}"));
        await Elapsed("CC-warm");

        var (others, nobodys) = (new List<TimeSpan>(), new List<TimeSpan>());
        for (var i = 0; i < Pairs; i++)
        {
            // By turns, so that what else the machine does hits both.
            others.Add(await Elapsed($"CC-timed-{i}"));
            nobodys.Add(await Elapsed($"CC-timeless-{i}"));
        }

        var ratio = Median(others) / Median(nobodys);
        Assert.True(ratio is > 0.5 and < 2, $"{Median(others)} against {Median(nobodys)}: {ratio:0.00}.");
    }

    private async Task<TimeSpan> Elapsed(string orderId)
    {
        var startedAt = Stopwatch.GetTimestamp();
        var answer = await gateway.Send(Requests.Get($"{Payments.Path}/{orderId}"), Stranger);
        var elapsed = Stopwatch.GetElapsedTime(startedAt);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        return elapsed;
    }

    private static TimeSpan Median(List<TimeSpan> all) => all.Order().ElementAt(all.Count / 2);
}
