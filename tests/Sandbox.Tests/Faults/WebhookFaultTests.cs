using CryptoPay.Sandbox.Tests.Hosting;

namespace CryptoPay.Sandbox.Tests.Faults;

public sealed class WebhookFaultTests
{
    [Fact]
    public async Task A_dropped_webhook_never_comes()
    {
        var received = await Types("dropped");

        Assert.Equal([], received);
    }

    [Fact]
    public async Task A_doubled_webhook_comes_twice_byte_for_byte()
    {
        await using var receiver = await WebhookReceiver.Start();
        await using var sandbox = await SandboxHost.Start(receiver.Url);
        await sandbox.SetFault("""{"webhooks":"doubled"}""");

        await sandbox.Create("order-1");

        Assert.Equal((await receiver.Next()).Body, (await receiver.Next()).Body);
    }

    [Fact]
    public async Task Webhooks_out_of_order_overtake_each_other()
    {
        var received = await Types("out-of-order");

        Assert.Equal(
            ["InvoiceReceivedPayment", "InvoiceCreated", "InvoicePaymentSettled", "InvoiceProcessing"], received[..4]);
    }

    [Fact]
    public async Task A_webhook_that_nothing_overtakes_comes_after_2_seconds()
    {
        await using var receiver = await WebhookReceiver.Start();
        await using var sandbox = await SandboxHost.Start(receiver.Url);
        await sandbox.SetFault("""{"webhooks":"out-of-order"}""");
        await sandbox.Create("order-1");

        Assert.Equal(2, await sandbox.Clock.NextWait());
        sandbox.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("InvoiceCreated", (await receiver.Next()).Text("type"));
    }

    [Fact]
    public async Task Another_orders_webhooks_are_spared()
    {
        await using var receiver = await WebhookReceiver.Start();
        await using var sandbox = await SandboxHost.Start(receiver.Url);
        await sandbox.SetFault("""{"orderId":"order-1","webhooks":"dropped","times":1}""");

        await sandbox.Create("order-2");
        await sandbox.Create("order-1");
        await sandbox.Create("order-1");

        Assert.Equal("order-2", (await receiver.Next()).OrderId);
        Assert.Equal("order-1", (await receiver.Next()).OrderId);
        await sandbox.Create("marker");
        Assert.Empty(await receiver.UpTo("marker"));
    }

    /// <summary>What comes of a paid and confirmed order while the webhooks go out so.</summary>
    private static async Task<List<string>> Types(string webhooks)
    {
        await using var receiver = await WebhookReceiver.Start();
        await using var sandbox = await SandboxHost.Start(receiver.Url);
        await sandbox.SetFault($$"""{"orderId":"order-1","webhooks":"{{webhooks}}"}""");
        await sandbox.Create("order-1");
        await sandbox.Control("order-1", "pay");
        await sandbox.Control("order-1", "confirm");
        await sandbox.Create("marker");
        return [.. (await receiver.UpTo("marker")).Select(webhook => webhook.Text("type"))];
    }
}
