using CryptoPay.Sandbox.Tests.Hosting;

namespace CryptoPay.Sandbox.Tests.BtcPay;

public sealed class RecordedScenarioTests
{
    [Theory]
    [InlineData("settled-medium-speed")]
    [InlineData("settled-high-speed")]
    [InlineData("settled-low-medium-speed")]
    [InlineData("settled-low-speed")]
    [InlineData("settled-ltc-currency")]
    [InlineData("settled-by-two-payments")]
    [InlineData("settled-within-tolerance")]
    [InlineData("overpaid")]
    [InlineData("expired-unpaid")]
    [InlineData("paid-late")]
    [InlineData("paid-after-monitoring-time")]
    [InlineData("unconfirmed-at-expiry")]
    [InlineData("never-confirmed-invalid")]
    [InlineData("marked-invalid")]
    [InlineData("marked-settled")]
    [InlineData("double-spent-before-confirmation-medium")]
    [InlineData("topup")]
    [InlineData("zero-amount")]
    [InlineData("metadata-kept-and-unicode")]
    public async Task Every_answer_and_every_webhook_is_as_recorded(string name)
    {
        await using var receiver = await WebhookReceiver.Start();
        var startedAt = Recording.Load(name).At(0);
        await using var sandbox = await SandboxHost.Start(receiver.Url, startedAt);

        await new Replay(sandbox, receiver).Run(name);
    }

    [Fact]
    public async Task A_part_payment_that_expires_is_as_recorded()
    {
        await using var receiver = await WebhookReceiver.Start();
        await using var sandbox = await SandboxHost.Start(receiver.Url, Recording.Load("partial-then-expired").At(0));

        // 5 was read in the moment between the change of paidAmount and that of the status; here both change at once.
        await new Replay(sandbox, receiver).Run("partial-then-expired", skipped: [5]);
    }

    [Fact]
    public async Task Searching_is_as_recorded()
    {
        await using var receiver = await WebhookReceiver.Start();
        await using var sandbox = await SandboxHost.Start(receiver.Url, Recording.Load("settled-medium-speed").At(0));

        var replay = new Replay(sandbox, receiver) { HasTwins = true };
        await replay.Run("settled-medium-speed");
        await replay.Run("zero-amount");
        // 10 and 14 list invoices of the whole recorded store.
        await replay.Run("same-order-id-and-search", skipped: [10, 14]);
    }
}
