using System.Net;

namespace CryptoPay.EndToEnd.Tests.Monitoring;

/// <summary>Payments that are asked for, paid and confirmed one after another, whatever becomes of them.</summary>
internal sealed class Load : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource stop = new();
    private readonly Rig rig;
    private readonly Task running;
    private int count;

    public Load(Rig rig) => (this.rig, running) = (rig, Task.Run(Run));

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        stop.Dispose();
    }

    private async Task Run()
    {
        using var beat = new PeriodicTimer(Pause);
        try
        {
            while (true)
            {
                var orderId = $"L-{++count}";
                if (await Answers(() => rig.Create(orderId, new() { ["workitemId"] = $"item-{count}" })))
                {
                    await beat.WaitForNextTickAsync(stop.Token);
                    foreach (var action in (string[])(count % 4 == 0 ? ["expire"] : ["pay", "confirm?blocks=6"]))
                    {
                        await Answers(() => rig.Sandbox.Client.PostAsync(
                            $"/sandbox/orders/{orderId}/{action}", null, stop.Token));
                        await beat.WaitForNextTickAsync(stop.Token);
                    }
                }

                await beat.WaitForNextTickAsync(stop.Token);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // It was asked to end.
        }
    }

    /// <summary>Whether it did what it was asked. Who plays a fault expects that some do not.</summary>
    private async Task<bool> Answers(Func<Task<HttpResponseMessage>> call)
    {
        try
        {
            using var answer = await call().WaitAsync(stop.Token);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
