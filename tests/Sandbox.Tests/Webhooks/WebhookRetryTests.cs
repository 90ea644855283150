using CryptoPay.Sandbox.Tests.Hosting;

namespace CryptoPay.Sandbox.Tests.Webhooks;

public sealed class WebhookRetryTests
{
    [Fact]
    public async Task A_failing_webhook_is_sent_again_after_10_s_then_1_min_then_6_times_10_min_and_no_more()
    {
        await using var receiver = await WebhookReceiver.Start([.. Enumerable.Repeat(500, 9)]);
        await using var sandbox = await SandboxHost.Start(receiver.Url);
        await sandbox.Create("order-1");
        await sandbox.Create("order-2");
        await receiver.Next();

        int[] waits = [10, 60, 600, 600, 600, 600, 600, 600];
        foreach (var seconds in waits)
        {
            Assert.Equal("order-1", (await NextAfter(sandbox, receiver, seconds)).OrderId);
        }

        // Nine times refused is enough: the next order's turn has come without a further wait.
        Assert.Equal("order-2", (await receiver.Next()).OrderId);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(408)]
    [InlineData(429)]
    public async Task A_webhook_that_is_answered_so_is_sent_again(int answer)
    {
        await using var receiver = await WebhookReceiver.Start(answer);
        await using var sandbox = await SandboxHost.Start(receiver.Url);
        await sandbox.Create("order-1");
        await receiver.Next();

        Assert.Equal("order-1", (await NextAfter(sandbox, receiver, 10)).OrderId);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(410)]
    public async Task A_webhook_that_is_answered_so_is_done(int answer)
    {
        await using var receiver = await WebhookReceiver.Start(answer);
        await using var sandbox = await SandboxHost.Start(receiver.Url);
        await sandbox.Create("order-1");
        await sandbox.Create("order-2");

        Assert.Equal("order-1", (await receiver.Next()).OrderId);
        Assert.Equal("order-2", (await receiver.Next()).OrderId);
    }

    [Fact]
    public async Task A_failing_webhook_holds_back_the_next_one()
    {
        await using var receiver = await WebhookReceiver.Start(500);
        await using var sandbox = await SandboxHost.Start(receiver.Url);
        await sandbox.Create("order-1");
        await sandbox.Create("order-2");
        await receiver.Next();

        Assert.Equal("order-1", (await NextAfter(sandbox, receiver, 10)).OrderId);
        Assert.Equal("order-2", (await receiver.Next()).OrderId);
    }

    [Fact]
    public async Task A_redelivery_has_its_own_ID_and_keeps_the_first_ones_and_the_time()
    {
        await using var receiver = await WebhookReceiver.Start(500, 500);
        await using var sandbox = await SandboxHost.Start(receiver.Url);
        await sandbox.Create("order-1");
        var first = await receiver.Next();
        var second = await NextAfter(sandbox, receiver, 10);
        var third = await NextAfter(sandbox, receiver, 60);

        Assert.False(first.Json.GetProperty("isRedelivery").GetBoolean());
        Assert.Equal(first.Text("deliveryId"), first.Text("originalDeliveryId"));
        Assert.All([second, third], again =>
        {
            Assert.True(again.Json.GetProperty("isRedelivery").GetBoolean());
            Assert.Equal(first.Text("deliveryId"), again.Text("originalDeliveryId"));
            Assert.Equal(first.Text("timestamp"), again.Text("timestamp"));
            Assert.NotEqual(first.Headers["BTCPay-Sig"], again.Headers["BTCPay-Sig"]);
        });
        Assert.Distinct([first.Text("deliveryId"), second.Text("deliveryId"), third.Text("deliveryId")]);
    }

    [Fact]
    public async Task A_receiver_that_is_down_is_tried_again()
    {
        string address;
        await using (var gone = await WebhookReceiver.Start())
        {
            address = gone.Address;
        }
        await using var sandbox = await SandboxHost.Start(address + "/hook");
        await sandbox.Create("order-1");
        Assert.Equal(10, await sandbox.Clock.NextWait());

        await using var receiver = await WebhookReceiver.StartAt(address);
        sandbox.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("order-1", (await receiver.Next()).OrderId);
    }

    [Fact]
    public async Task A_restart_forgets_what_waits_to_be_sent_again()
    {
        await using var receiver = await WebhookReceiver.Start(500);
        var first = await SandboxHost.Start(receiver.Url);
        await first.Create("order-1");
        await receiver.Next();
        await first.Clock.NextWait();

        await using var second = await first.Restart(receiver.Url);
        second.Clock.Advance(TimeSpan.FromSeconds(10));
        await second.Create("order-2");

        Assert.Equal("order-2", (await receiver.Next()).OrderId);
    }

    private static async Task<ReceivedWebhook> NextAfter(SandboxHost sandbox, WebhookReceiver receiver, int seconds)
    {
        Assert.Equal(seconds, await sandbox.Clock.NextWait());
        sandbox.Clock.Advance(TimeSpan.FromSeconds(seconds));
        return await receiver.Next();
    }
}
