namespace CryptoPay.Grains.Tests.Cases;

/// <summary>A call to a sink whose end tells nothing: the sink's kind says what follows.</summary>
public sealed class UnclearDeliveryTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(0)]
    [InlineData(4_000)]
    public async Task A_comment_whose_answer_was_lost_is_found_and_shown_once(int searchLagMs)
    {
        await using var house = await House.Build(settings: Tenant.Settings("comment"));
        await Confirming(house, "reset-after", searchLagMs);
    }

    [Fact]
    public async Task A_comment_that_never_arrived_is_sent_again()
    {
        await using var house = await House.Build(settings: Tenant.Settings("comment"));
        await Confirming(house, "reset-before");
    }

    [Fact]
    public async Task An_older_state_that_arrives_late_is_overwritten_by_the_newest()
    {
        await using var house = await House.Build(settings: Tenant.Settings("summary"));
        var order = await house.OpenedWith("CC-6", "", ("caseId", "case-6"));
        await house.PassUntil(Step, () => order.IsTold("summary"));
        await house.GenesysFault(new { on = "summary", doneAfterMs = 60_000, times = 1 });
        await house.Control("CC-6", "pay");
        await house.PassUntil(Step, async () => (await order.SinkOf("summary")).ErrorCode != "");
        await house.Control("CC-6", "confirm");
        await house.PassUntil(Step, async () => (await order.Get()).View!.Status == "Settled");
        await house.PassUntil(Step, () => order.IsTold("summary"));
        await house.PassUntil(Step, async () => (await Summary(house)).Contains("Confirming"));
        await house.PassUntil(Step, async () => (await Summary(house)).Contains("Complete"));
        house.Clock.Advance(TimeSpan.FromMinutes(10));
        await house.Still();
        Assert.Contains("Complete", await Summary(house), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_may_have_reached_the_customer_is_left_to_a_person()
    {
        await using var house = await House.Build(settings: Tenant.Settings("message"));
        await house.GenesysFault(new { on = "message", fail = "reset-after", times = 1 });
        var order = await house.OpenedWith("CC-3", "", ("messageAddress", "+15550100"));
        await house.Control("CC-3", "pay");
        await house.Control("CC-3", "confirm");
        await house.PassUntil(Step, async () =>
            (await order.Sinks()).Views.Any(view => view is { Sink: "message", State: "unclear" }));
        house.Clock.Advance(TimeSpan.FromHours(1));
        await house.Still();
        Assert.Single(await Texts(house, "messages", "textBody"));
        Assert.Contains("message", Assert.Single(house.Alerts.Of(1011)), StringComparison.Ordinal);

        await order.AskSink("message", isAgain: true, "operator");
        await house.PassUntil(Step, () => order.IsTold("message", "arrived"));
        Assert.Equal(2, (await Texts(house, "messages", "textBody")).Length);
    }

    [Fact]
    public async Task A_message_that_certainly_was_not_sent_is_sent_when_it_can_be_and_once()
    {
        await using var house = await House.Build(settings: Tenant.Settings("message"));
        await house.GenesysFault(new { on = "message", fail = "429", retryAfterSeconds = 30, times = 2 });
        var order = await house.OpenedWith("CC-4", "", ("messageAddress", "+15550100"));
        await house.Control("CC-4", "pay");
        await house.Control("CC-4", "confirm");
        await house.PassUntil(TimeSpan.FromSeconds(5), async () =>
            (await order.Sinks()).Views.Any(view => view is { Sink: "message", State: "delivered" }));
        Assert.Single(await Texts(house, "messages", "textBody"));
        Assert.Empty(house.Alerts.Of(1011));
    }

    [Fact]
    public async Task A_workflow_whose_answer_was_lost_is_launched_again_with_the_same_delivery_ID()
    {
        await using var house = await House.Build(settings: Tenant.Settings("workflow"));
        await house.GenesysFault(new { on = "workflow", fail = "reset-after", times = 1 });
        var order = await house.OpenedWith("CC-5", "");
        await house.PassUntil(Step, () => order.IsTold("workflow"));
        var launches = (await house.Shown("executions")).EnumerateArray()
            .Select(launch => launch.GetProperty("inputData"))
            .Select(input => (input.GetProperty("Flow.revision").GetString(),
                input.GetProperty("Flow.deliveryId").GetString()))
            .ToList();
        Assert.All(launches.GroupBy(launch => launch.Item1), of => Assert.Single(of.Distinct()));
    }

    private static async Task<string> Summary(House house) =>
        (await house.Shown("cases/case-6")).GetProperty("summary").GetString()!;

    /// <summary>Its call ends so, and then nothing is new for a while: whatever is repeated is the same comment.</summary>
    private static async Task Confirming(House house, string fail, int searchLagMs = 0)
    {
        var order = await house.OpenedWith("CC-1", "", ("caseId", "case-1"));
        await house.PassUntil(Step, () => order.IsTold("comment"));
        await house.GenesysFault(new { on = "comment", fail, searchLagMs, times = 1 });
        if (searchLagMs > 0) await house.GenesysFault(new { on = "comment-read", searchLagMs, times = 0 });
        await house.Control("CC-1", "pay");
        await house.PassUntil(Step, async () => (await order.SinkOf("comment")).ErrorCode != "");
        await house.PassUntil(Step, () => order.IsTold("comment"));
        Assert.Single(await Texts(house, "comments", "content"), text => text.Contains("Payment Confirming"));
    }

    private static async Task<string[]> Texts(House house, string kind, string field) =>
    [
        .. (await house.Shown(kind)).EnumerateArray().Select(one => one.GetProperty(field).GetString()!),
    ];
}
