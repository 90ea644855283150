using System.Text.Json;

namespace CryptoPay.Cluster;

/// <summary>What a customer, the chain and whoever gives money back do to orders.</summary>
internal static class Money
{
    private const int Tries = 180;

    public static Task Pay(this Rig rig, string order) => Control(rig, order, "pay");

    public static Task Confirm(this Rig rig, string order) => Control(rig, order, "confirm?blocks=6");

    /// <summary>The processor is slow at this: the work is done after so long, if its caller still waits.</summary>
    public static Task SlowDown(this Rig rig, string operation, int milliseconds) => Api.Send(
        rig.Http, HttpMethod.Put, new(rig.Sandbox.Address, "/sandbox/faults"),
        new { on = operation, slowBeforeMs = milliseconds });

    public static Task BeQuickAgain(this Rig rig) =>
        Api.Send(rig.Http, HttpMethod.Delete, new(rig.Sandbox.Address, "/sandbox/faults"));

    /// <summary>The same call until it is acknowledged, as it is safe to repeat.</summary>
    /// <returns>False where it never was.</returns>
    public static async Task<bool> Insist(Func<int, Task<(int Status, JsonElement Body)>> call)
    {
        for (var i = 0; i < Tries; i++)
        {
            var (status, _) = await call(i);
            if (Api.IsGood(status)) return true;
            await Task.Delay(1000);
        }

        return false;
    }

    public static Task<bool> Refund(this Rig rig, string order, string refundId) => Insist(i => rig.Post(
        rig.GatewayAddresses[i % rig.Gateways.Count], order, "refunds", new { refundId, amount = "all" }));

    public static Task<bool> Cancel(this Rig rig, string order) =>
        Insist(i => rig.Post(rig.GatewayAddresses[i % rig.Gateways.Count], order, "cancel"));

    /// <returns>Its status in the end; one that was waited for, if it came within the time.</returns>
    public static async Task<string> Reaches(this Rig rig, string order, string wanted, int seconds = 90)
    {
        var last = "";
        for (var i = 0; i < seconds && last != wanted; i++)
        {
            if (i > 0) await Task.Delay(1000);
            var (status, body) = await rig.Get(rig.GatewayAddresses[i % rig.Gateways.Count], order);
            if (Api.IsGood(status)) last = body.GetProperty("status").GetString()!;
        }

        return last;
    }

    public static async Task Settle(this Rig rig, IEnumerable<string> orders)
    {
        await Task.WhenAll(orders.Select(async order =>
        {
            await rig.Pay(order);
            await rig.Confirm(order);
            if (await rig.Reaches(order, "Settled") is not "Settled" and var last)
                throw new TimeoutException($"{order} is not settled but {last}.");
        }));
    }

    private static Task<bool> Control(Rig rig, string order, string what) => Insist(_ => Api.Send(
        rig.Http, HttpMethod.Post, new(rig.Sandbox.Address, $"/sandbox/orders/{order}/{what}"), new { }));
}
