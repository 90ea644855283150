namespace CryptoPay.Silo.Start;

/// <summary>What has to be done before any service starts, in the order of registration.</summary>
public abstract class BeforeStart : IHostedLifecycleService
{
    protected abstract void Run();

    public Task StartingAsync(CancellationToken cancellationToken) => Task.Run(Run, cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
