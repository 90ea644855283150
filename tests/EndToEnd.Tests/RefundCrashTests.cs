namespace CryptoPay.EndToEnd.Tests;

/// <summary>
/// The gateway is killed with kill -9 at each point of a refund that leaves something behind. In the end the processor
/// was asked for it once at most, and the money goes out once. Once each; ten times with --long.
/// </summary>
public sealed class RefundCrashTests
{
    private static readonly int Times = Environment.GetEnvironmentVariable("CRYPTOPAY_TEST_LONG") == "1" ? 10 : 1;

    [Fact]
    public async Task Killed_when_the_call_is_on_its_way_it_is_not_sent_again_and_a_person_frees_it()
    {
        await using var rig = await Rig.Build(("Polling:CreateMax", "00:00:03"));
        await Pay(rig, "CC-1");
        var killed = new TaskCompletionSource();
        rig.Wire.BeforeProcessor = async request =>
        {
            if (!Wiretap.IsRefund(request)) return;
            await rig.Gateway.Kill();
            killed.TrySetResult();
            request.HttpContext.Abort();
            throw new OperationCanceledException("The call never reached the processor.");
        };
        await Assert.ThrowsAnyAsync<Exception>(() => rig.Refund("CC-1", "R-1"));
        await killed.Task;
        rig.Wire.LetAllPass();
        await rig.StartGateway();

        await rig.Until(async () => (await rig.Get("CC-1")).GetProperty("outcome").GetString() == "review",
            () => "not under review");
        Assert.Equal("refund_unclear", (await rig.Get("CC-1/refunds/R-1")).GetProperty("errorCode").GetString());
        Assert.Equal(0, await rig.PullPaymentCount());
        (await rig.Post("CC-1/refunds/R-1/resolution", new { resolution = "not_made", reason = "Looked there." }))
            .EnsureSuccessStatusCode();
        (await rig.Refund("CC-1", "R-2")).EnsureSuccessStatusCode();
        await PayOut(rig, "CC-1", "R-2");
        Assert.Equal(1, await rig.PullPaymentCount());
    }

    [Fact]
    public Task Killed_when_the_processor_has_made_it_and_not_answered() => KilledDuringRefund((rig, kill) =>
        rig.Wire.BeforeAnswer = request => Wiretap.IsRefund(request) ? kill() : Task.CompletedTask);

    [Fact]
    public Task Killed_before_the_second_write() => KilledDuringRefund((rig, kill) =>
        rig.Wire.BeforeAnswer = async request =>
        {
            if (!Wiretap.IsRefund(request)) return;
            var writeLock = await rig.HoldWrites();
            rig.Wire.AfterAnswer = async _ =>
            {
                await kill();
                await writeLock.DisposeAsync();
            };
        });

    private static async Task KilledDuringRefund(Action<Rig, Func<Task>> arrange)
    {
        await using var rig = await Rig.Build();
        for (var i = 1; i <= Times; i++)
        {
            var orderId = $"CC-{i}";
            await Pay(rig, orderId);
            var killed = new TaskCompletionSource();
            arrange(rig, async () =>
            {
                await rig.Gateway.Kill();
                killed.TrySetResult();
            });
            await Rig.MayDie(() => rig.Refund(orderId, "R-1"));
            await killed.Task;
            rig.Wire.LetAllPass();
            await rig.StartGateway();
            await rig.UntilRefund(orderId, "R-1", "Pending");
            Assert.Equal(i, await rig.PullPaymentCount());
            await PayOut(rig, orderId, "R-1");
        }
    }

    private static async Task Pay(Rig rig, string orderId)
    {
        (await rig.Create(orderId)).EnsureSuccessStatusCode();
        await rig.UntilStatus(orderId, "AwaitingPayment");
        await rig.Control(orderId, "pay");
        await rig.UntilStatus(orderId, "Confirming");
        await rig.Control(orderId, "confirm");
        await rig.UntilStatus(orderId, "Settled");
    }

    private static async Task PayOut(Rig rig, string orderId, string refundId)
    {
        await rig.UntilRefund(orderId, refundId, "Pending");
        await rig.Control(orderId, "refunds/pay-out");
        await rig.UntilRefund(orderId, refundId, "Completed");
        Assert.Equal("refunded", (await rig.Get(orderId)).GetProperty("outcome").GetString());
    }
}
