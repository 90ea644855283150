using Microsoft.AspNetCore.Http;

namespace CryptoPay.EndToEnd.Tests;

/// <summary>
/// The gateway is killed with kill -9 at each point of a create that leaves something behind. In the end there is one
/// payable invoice an order, and the order can be paid to its end. Three times each; twenty times with --long.
/// </summary>
public sealed class CrashTests
{
    private static readonly int Times = Environment.GetEnvironmentVariable("CRYPTOPAY_TEST_LONG") == "1" ? 20 : 3;

    [Fact]
    public Task Killed_after_the_first_write() => KilledDuringCreate(async (rig, kill) =>
    {
        // The intent is written before the processor is called. The call itself dies on the way.
        rig.Wire.BeforeProcessor = async request =>
        {
            if (!Wiretap.IsCreate(request)) return;
            await kill();
            request.HttpContext.Abort();
            throw new OperationCanceledException("The call never reached the processor.");
        };
        await Task.CompletedTask;
    });

    [Fact]
    public Task Killed_when_the_processor_has_created_and_not_answered() => KilledDuringCreate((rig, kill) =>
    {
        rig.Wire.BeforeAnswer = request => Wiretap.IsCreate(request) ? kill() : Task.CompletedTask;
        return Task.CompletedTask;
    });

    [Fact]
    public Task Killed_before_the_second_write() => KilledDuringCreate((rig, kill) =>
    {
        // From before the answer leaves, nobody can write: so the gateway has the answer and cannot have kept it.
        rig.Wire.BeforeAnswer = async request =>
        {
            if (Wiretap.IsCreate(request)) rig.Wire.AfterAnswer = HeldUntilKilled(await rig.HoldWrites(), kill);
        };
        return Task.CompletedTask;
    });

    [Fact]
    public async Task A_create_that_reaches_the_processor_after_the_crash_leaves_no_second_payable_invoice()
    {
        await using var rig = await Rig.Build();
        var killed = new TaskCompletionSource();
        var restarted = new TaskCompletionSource();
        var held = 0;
        rig.Wire.BeforeProcessor = async request =>
        {
            if (!Wiretap.IsCreate(request) || Interlocked.Exchange(ref held, 1) == 1) return;
            await rig.Gateway.Kill();
            killed.SetResult();
            await restarted.Task;
        };
        await Rig.MayDie(() => rig.Create("CC-late"));
        await killed.Task;
        await rig.StartGateway();
        await rig.UntilStatus("CC-late", "AwaitingPayment");
        restarted.SetResult();
        await rig.Until(
            async () => (await rig.InvoicesOf("CC-late")).Length == 2, () => "the late create has not arrived");
        await rig.Until(
            async () => (await rig.PayableInvoicesOf("CC-late")).Length == 1, () => "two invoices are payable");
        await PayToTheEnd(rig, "CC-late");
    }

    private static Func<HttpRequest, Task> HeldUntilKilled(IAsyncDisposable writeLock, Func<Task> kill) => async _ =>
    {
        await kill();
        await writeLock.DisposeAsync();
    };

    private static async Task KilledDuringCreate(Func<Rig, Func<Task>, Task> arrange)
    {
        await using var rig = await Rig.Build();
        for (var i = 1; i <= Times; i++)
        {
            var orderId = $"CC-{i}";
            var killed = new TaskCompletionSource();
            await arrange(rig, async () =>
            {
                await rig.Gateway.Kill();
                killed.TrySetResult();
            });
            await Rig.MayDie(() => rig.Create(orderId));
            await killed.Task;
            rig.Wire.LetAllPass();
            await rig.StartGateway();
            await rig.UntilStatus(orderId, "AwaitingPayment");
            Assert.Single(await rig.PayableInvoicesOf(orderId));
            Assert.Single(await rig.InvoicesOf(orderId));
        }

        for (var i = 1; i <= Times; i++) await PayToTheEnd(rig, $"CC-{i}");
    }

    private static async Task PayToTheEnd(Rig rig, string orderId)
    {
        await rig.Control(orderId, "pay");
        await rig.UntilStatus(orderId, "Confirming");
        await rig.Control(orderId, "confirm");
        await rig.UntilStatus(orderId, "Settled");
    }
}
