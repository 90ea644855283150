using CryptoPay.Payments.Cases;
using CryptoPay.Processors.Tests;

namespace CryptoPay.Notifications.Tests;

/// <summary>How a notification ends.</summary>
public sealed class DeliveryTests : IDisposable
{
    private readonly NotificationRig rig = new();

    public void Dispose() => rig.Dispose();

    [Theory]
    [InlineData(200)]
    [InlineData(202)]
    [InlineData(204)]
    public async Task Any_success_is_delivered(int status)
    {
        rig.Server.Answers(new Answer.Says(status, "not JSON"));

        Assert.Equal(new DeliveryResult.Delivered(), await rig.Deliver());
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(408)]
    [InlineData(409)]
    [InlineData(413)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task Any_other_answer_is_tried_again_as_receivers_of_the_standard_expect(int status)
    {
        rig.Server.Answers(new Answer.Says(status, ""));

        Assert.Equal(new DeliveryResult.Unavailable($"http_{status}"), await rig.Deliver());
    }

    [Fact]
    public async Task Who_is_gone_is_told_nothing_any_more()
    {
        rig.Server.Answers(new Answer.Says(410, ""));

        Assert.Equal(new DeliveryResult.Refused("http_410", IsForGood: true), await rig.Deliver());
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(304)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_refused(int status)
    {
        rig.Server.Answers(new Answer.Says(status, ""));

        Assert.Equal(new DeliveryResult.Refused($"http_{status}"), await rig.Deliver());
    }

    [Theory]
    [InlineData(429, "7", 7, false)]
    [InlineData(429, "Sat, 28 Nov 2026 16:02:00 GMT", 120, false)]
    [InlineData(429, "Sat, 28 Nov 2026 15:00:00 GMT", 0, false)]
    [InlineData(503, "3600", 3600, true)]
    [InlineData(500, "5", 5, true)]
    public async Task Who_asks_for_a_pause_gets_it(int status, string asks, int seconds, bool wasSent)
    {
        rig.Server.Answers(new Answer.Says(status, "", asks));

        Assert.Equal(
            new DeliveryResult.Unavailable($"http_{status}", TimeSpan.FromSeconds(seconds), wasSent),
            await rig.Deliver());
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-1")]
    public async Task A_pause_that_cannot_be_read_is_none(string asks)
    {
        rig.Server.Answers(new Answer.Says(503, "", asks));

        Assert.Equal(new DeliveryResult.Unavailable("http_503"), await rig.Deliver());
    }

    [Fact]
    public async Task Who_says_nothing_for_ten_seconds_may_have_heard_it()
    {
        rig.Server.Answers(new Answer.Silent());

        var call = rig.Deliver();
        while (!rig.Server.IsSilent) await Task.Yield();
        rig.Clock.Advance(TimeSpan.FromSeconds(9.9));
        Assert.True(rig.Server.IsSilent);
        rig.Clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.False(rig.Server.IsSilent);
        Assert.Equal(new DeliveryResult.Unavailable("timeout"), await call);
    }

    [Fact]
    public async Task A_connection_that_breaks_may_have_carried_it()
    {
        rig.Server.Answers(new Answer.Lost());

        Assert.Equal(new DeliveryResult.Unavailable("connection_lost"), await rig.Deliver());
    }

    [Fact]
    public async Task Who_stops_us_is_obeyed()
    {
        rig.Server.Answers(new Answer.Silent());
        using var stop = new CancellationTokenSource();

        var call = rig.Sink.Deliver(rig.Update(Orders.Order()), stop.Token);
        while (!rig.Server.IsSilent) await Task.Yield();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task A_host_that_is_off_the_list_since_is_not_called()
    {
        rig.Change("default:Hosts:0", "other.example.com");

        Assert.Equal(new DeliveryResult.Refused("host_not_allowed"), await rig.Deliver());
        Assert.Empty(rig.Server.Calls);
    }

    [Theory]
    [InlineData("default:Secret", null)]
    [InlineData("default:Secret", "whsec_short")]
    [InlineData("default:PreviousSecret", "old")]
    [InlineData("default:Hosts:0", "https://hooks.example.com")]
    public async Task Settings_that_a_change_has_broken_send_nothing_until_they_are_mended(string setting, string? to)
    {
        rig.Change(setting, to);

        Assert.Equal(new DeliveryResult.Refused("invalid_settings", IsOfSettings: true), await rig.Deliver());
        Assert.Empty(rig.Server.Calls);
    }

    [Fact]
    public async Task Nobody_reads_in_a_log_where_to_and_what()
    {
        rig.Server.Answers(new Answer.Says(500, "an answer"), new Answer.Lost());

        await rig.Deliver();
        await rig.Deliver();

        Assert.DoesNotContain(rig.Log.Lines, line =>
            line.Contains("example.com") || line.Contains("CC-1001") || line.Contains("whsec_"));
    }
}
