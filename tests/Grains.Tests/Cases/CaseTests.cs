using CryptoPay.Loopback;
using CryptoPay.Payments.Cases;

namespace CryptoPay.Grains.Tests.Cases;

/// <summary>The case shows the truth, whoever is down: a real silo, the sandbox's Genesys Cloud, one fake clock.</summary>
public sealed class CaseTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task It_ends_complete_shown_once_though_Genesys_throttles_fails_and_is_down_for_an_hour()
    {
        // Nobody listens at port 9: the notification fails all the time.
        await using var house = await House.Build(settings:
        [
            .. Tenant.Settings("workitem"),
            ("Notifications:default:Hosts:0", "127.0.0.1"),
            ("Notifications:default:Secret", "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="),
        ]);
        var order = await house.OpenedWith("CC-1", "http://127.0.0.1:9/hook", ("workitemId", "item-1"));
        await house.PassUntil(Step, () => order.IsTold("workitem"));
        Assert.Equal("Awaiting Payment", (await house.Shown("workitems/item-1")).GetProperty("status").GetString());

        await house.GenesysFault(new { on = "workitem", fail = "429", retryAfterSeconds = 40, times = 1 });
        await house.GenesysFault(new { on = "workitem", fail = "503", times = 1 });
        await house.Control("CC-1", "pay");
        await house.Control("CC-1", "confirm");
        await house.PassUntil(Step, async () => (await order.Get()).View!.Status == "Settled");
        await house.PassUntil(Step, async () => (await order.SinkOf("workitem")).ErrorCode is "http_503"
            or "service.unavailable");
        await house.GenesysFault(new { on = "all", fail = "reset-before", times = 0 });
        for (var i = 0; i < 60; i++)
        {
            house.Clock.Advance(TimeSpan.FromMinutes(1));
            await house.Still();
        }

        var waits = await order.SinkOf("workitem");
        Assert.Equal(("owed", "webhook"), (waits.State, (await order.SinkOf("webhook")).Sink));
        await house.ClearGenesysFaults();
        await house.PassUntil(TimeSpan.FromSeconds(30), () => order.IsTold("workitem"));

        Assert.Equal("Payment Status: Complete",
            (await house.Shown("workitems/item-1")).GetProperty("status").GetString());
        Assert.Single(await house.ChangesOf("workitems/item-1", "status"), "Payment Status: Complete");
        Assert.Equal("owed", (await order.SinkOf("webhook")).State);
    }

    [Fact]
    public async Task Every_sink_of_Genesys_Cloud_shows_what_became_of_it()
    {
        await using var house = await House.Build(settings: Tenant.Settings(
            "workitem", "attributes", "row", "summary", "comment", "workflow", "message"));
        var order = await house.OpenedWith("CC-2", "", ("workitemId", "item-2"), ("caseId", "case-2"),
            ("conversationId", "call-2"), ("participantId", "customer-2"));
        await house.Control("CC-2", "pay");
        await house.Control("CC-2", "confirm");
        await house.PassUntil(Step, async () => (await order.Get()).View!.Status == "Settled");
        await house.PassUntil(Step, async () => (await order.Sinks()).Views.All(view => view.State is "delivered" or "none"));

        Assert.Equal("Payment Status: Complete",
            (await house.Shown("workitems/item-2")).GetProperty("status").GetString());
        Assert.All((await order.Sinks()).Views.Where(view => view.Kind != nameof(CaseSinkKind.Once)),
            view => Assert.Equal(("delivered", view.Revision), (view.State, view.DeliveredRevision)));
    }

    [Fact]
    public async Task Time_alone_tells_the_case_that_the_payment_is_pending()
    {
        await using var house = await House.Build(settings: Tenant.Settings("workitem"));
        var order = await house.OpenedWith("CC-3", "", ("workitemId", "item-3"));
        await house.PassUntil(Step, () => order.IsTold("workitem"));
        await house.PassUntil(Step, async () =>
            (await house.Shown("workitems/item-3")).GetProperty("status").GetString() == "Payment Pending");
        Assert.InRange(house.Clock.GetUtcNow(), House.Start.AddMinutes(3), House.Start.AddMinutes(4));
    }

    [Fact]
    public async Task What_no_try_can_mend_is_parked_alerted_once_and_goes_on_when_a_person_says_so()
    {
        await using var house = await House.Build(settings:
            [.. Tenant.Settings("workitem"), ("Cases:ParkAfter", "01:00:00")]);
        await house.GenesysFault(new { on = "all", fail = "reset-before", times = 0 });
        var order = await house.OpenedWith("CC-4", "", ("workitemId", "item-4"));
        await house.PassUntil(TimeSpan.FromMinutes(1), async () => (await order.SinkOf("workitem")).State == "parked");
        await house.ClearGenesysFaults();
        for (var i = 0; i < 5; i++)
        {
            house.Clock.Advance(TimeSpan.FromMinutes(10));
            await house.Still();
        }

        Assert.Equal("parked", (await order.SinkOf("workitem")).State);
        Assert.Single(house.Alerts.Of(1011));
        await order.AskSink("workitem", isAgain: false, "operator");
        await house.PassUntil(Step, () => order.IsTold("workitem"));
        Assert.Equal("operator", (await order.History())
            .Last(entry => entry.Event == "DeliveryAsked").Data["who"]);
    }

    [Fact]
    public async Task A_work_item_that_is_named_days_after_the_payment_is_tried_for_as_long_as_any()
    {
        await using var house = await House.Build(settings: Tenant.Settings("workitem"));
        var order = await house.OpenedWith("CC-6", "");
        await house.Control("CC-6", "pay");
        await house.Control("CC-6", "confirm");
        await house.PassUntil(Step, async () => (await order.Get()).View!.Status == "Settled");
        await house.Still();
        house.Clock.Advance(TimeSpan.FromDays(4));
        await house.Still();

        await house.GenesysFault(new { on = "workitem", fail = "503", times = 1 });
        await house.OpenedWith("CC-6", "", ("workitemId", "item-6"));
        await house.PassUntil(Step, () => order.IsTold("workitem"));
        Assert.Empty(house.Alerts.Of(1011));
        Assert.Equal("Payment Status: Complete",
            (await house.Shown("workitems/item-6")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Another_work_item_gets_the_newest_and_the_old_one_is_left()
    {
        await using var house = await House.Build(settings: Tenant.Settings("workitem"));
        var order = await house.OpenedWith("CC-5", "", ("workitemId", "old"));
        await house.PassUntil(Step, () => order.IsTold("workitem"));
        await house.OpenedWith("CC-5", "", ("workitemId", "new"));
        await house.Control("CC-5", "pay");
        await house.PassUntil(Step, async () => (await house.Shown("workitems/new")).GetProperty("status").GetString()
            == "Payment Confirming");
        Assert.Equal("Awaiting Payment", (await house.Shown("workitems/old")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_refund_that_the_receiver_does_not_take_holds_up_no_news_of_the_payment()
    {
        HttpReceiver? known = null;
        await using var receiver = await HttpReceiver.Open(http =>
        {
            var isOfRefund = known!.Requests.Last().Body.AsSpan().IndexOf("refund.updated"u8) >= 0;
            http.Response.StatusCode = isOfRefund ? 500 : 204;
            return Task.CompletedTask;
        });
        known = receiver;
        await using var house = await House.Build(settings:
        [
            ("Notifications:default:Hosts:0", "127.0.0.1"),
            ("Notifications:default:Secret", "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="),
        ]);
        var order = await house.OpenedWith("CC-6", $"http://127.0.0.1:{receiver.Port}/hook");
        await house.Control("CC-6", "pay");
        await house.Control("CC-6", "confirm");
        await house.PassUntil(Step, async () => (await order.Get()).View!.Status == "Settled");
        await order.Refund("R-1", 40m);
        for (var i = 0; i < 20; i++)
        {
            house.Clock.Advance(TimeSpan.FromMinutes(1));
            await house.Still();
        }

        await house.Control("CC-6", "refunds/pay-out");
        await house.PassUntil(Step, async () => (await order.Get()).View!.AmountRefunded == "40.00");
        var since = house.Clock.GetUtcNow();
        await house.PassUntil(Step, () => order.IsTold("webhook"));
        Assert.InRange(house.Clock.GetUtcNow() - since, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        Assert.Equal("http_500", (await order.SinkOf("webhook", "refund:R-1")).ErrorCode);
    }
}
