namespace CryptoPay.EndToEnd.Tests;

/// <summary>
/// The gateway is killed with kill -9 at each point of a refund that leaves something behind. In the end the processor was
/// asked for it once, and the money goes out once. Once each; ten times with --long.
/// </summary>
public sealed class RefundCrashTests
{
    private static readonly int Times = Environment.GetEnvironmentVariable("CRYPTOPAY_TEST_LONG") == "1" ? 10 : 1;

    [Fact]
    public Task Killed_after_the_first_write() => KilledDuringRefund((rig, kill) =>
        rig.Wire.BeforeProcessor = async request =>
        {
            if (!Wiretap.IsRefund(request)) return;
            await kill();
            request.HttpContext.Abort();
            throw new OperationCanceledException("The call never reached the processor.");
        });

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
            (await rig.Create(orderId)).EnsureSuccessStatusCode();
            await rig.UntilStatus(orderId, "AwaitingPayment");
            await rig.Control(orderId, "pay");
            await rig.UntilStatus(orderId, "Confirming");
            await rig.Control(orderId, "confirm");
            await rig.UntilStatus(orderId, "Settled");

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
            await rig.Control(orderId, "refunds/pay-out");
            await rig.UntilRefund(orderId, "R-1", "Completed");
            Assert.Equal("refunded", (await rig.Get(orderId)).GetProperty("outcome").GetString());
        }
    }
}
