using System.Runtime.CompilerServices;

namespace CryptoPay.Gateway.Tests.Hosting;

public class StopTests
{
    [Fact]
    public async Task Nothing_keeps_a_gateway_that_has_stopped()
    {
        var services = await OfStopped();

        await Payments.Until(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return Task.FromResult(services.IsAlive);
            },
            isAlive => !isAlive);
    }

    // Apart, so that no local of the test keeps it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> OfStopped()
    {
        var gateway = new RunningGateway([]);
        await gateway.InitializeAsync();
        using var answer = await gateway.Send(Requests.Get("/v1/payment-intents/CC-1").WithKey());
        await gateway.DisposeAsync();
        return new WeakReference(gateway.Services);
    }
}
