using CryptoPay.Payments.Processors;
using CryptoPay.Sandbox.Signed;
using CryptoPay.Sandbox.Tests.Hosting;

namespace CryptoPay.Sandbox.Tests.Signed;

public sealed class SignedWebhookTests
{
    [Theory]
    [InlineData(WebhookScheme.TimestampBody)]
    [InlineData(WebhookScheme.Body)]
    [InlineData(WebhookScheme.StandardWebhooks)]
    public async Task The_adapter_believes_every_webhook_as_it_is_and_no_other(WebhookScheme scheme)
    {
        await using var desk = await SignedDesk.Start(scheme);

        await AssertBelieved(desk);
    }

    [Fact]
    public async Task A_public_key_alone_is_enough_to_believe()
    {
        await using var desk = await SignedDesk.Start(WebhookScheme.StandardWebhooks,
            ("WebhookSecret", ""), ("PublicKey", SignedDesk.PublicKey));

        await AssertBelieved(desk);
    }

    [Fact]
    public async Task Each_change_is_told_in_the_words_of_the_mission()
    {
        await using var desk = await SignedDesk.Start();
        await desk.Created();
        await desk.Control("pay");
        await desk.Control("confirm");
        await desk.Control("confirm?blocks=5");

        string[] types =
            ["payment:received", "payment:confirming", "payment:confirmed", "payment_completed"];
        foreach (var type in types)
        {
            Assert.Equal(type, TypeOf(await desk.Receiver.Next()));
        }
    }

    [Fact]
    public async Task A_webhook_that_was_refused_comes_again_under_its_ID_with_a_time_of_its_own()
    {
        await using var refusing = await WebhookReceiver.Start(401);
        await using var desk = await SignedDesk.Start(
            WebhookScheme.StandardWebhooks, ("WebhookUrl", refusing.Url));
        await desk.Created();
        await desk.Control("expire");
        var first = await refusing.Next();

        Assert.Equal(5, await desk.Sandbox.Clock.NextWait());
        desk.Sandbox.Clock.Advance(TimeSpan.FromSeconds(5));
        var again = await refusing.Next();

        Assert.Equal(first.Headers["webhook-id"], again.Headers["webhook-id"]);
        Assert.Equal(first.Body, again.Body);
        Assert.NotEqual(first.Headers["webhook-timestamp"], again.Headers["webhook-timestamp"]);
        Assert.IsType<WebhookReading.Located>(desk.Verify(again));
    }

    private static async Task AssertBelieved(SignedDesk desk)
    {
        var invoice = await desk.Created();
        await desk.Control("pay");
        await desk.Control("confirm");
        var ours = new WebhookReading.Located(new("default", SignedDesk.Request.Order.OrderId));
        for (var webhook = 0; webhook < 3; webhook++)
        {
            var received = await desk.Receiver.Next();
            Assert.Equal(ours, desk.Verify(received));
            Assert.IsType<WebhookReading.Forged>(desk.Verify(received, [.. received.Body, (byte)' ']));
        }
    }

    private static string? TypeOf(ReceivedWebhook webhook) =>
        webhook.Json.GetProperty("event").GetProperty("type").GetString();
}
