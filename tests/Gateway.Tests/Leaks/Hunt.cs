using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Gateway.Tests.Leaks;

/// <summary>A house full of canaries in this process, so that its traces and measurements are heard too.</summary>
internal sealed class Hunt : IAsyncDisposable
{
    private readonly Ground ground;
    private readonly WholeGateway gateway;
    private readonly HttpClient client;
    private readonly Listeners listeners;

    private Hunt(Ground ground)
    {
        this.ground = ground;
        gateway = new WholeGateway([
            .. ground.GatewaySettings, $"--Logging:{LogCapture.Alias}:LogLevel:Default=Trace"]);
        ground.World.Hears(gateway.Address);
        var own = gateway.Services.GetRequiredService<ActivitySource>();
        listeners = new Listeners(ground.Evidence, source => source.Name == own.Name && source != own);
        client = House.NewClient(gateway.Address);
    }

    public static async Task<Hunt> Begin(bool isPostgres = false)
    {
        var hunt = new Hunt(await Ground.Lay(isPostgres));
        await hunt.gateway.InitializeAsync();
        return hunt;
    }

    /// <summary>What goes well, what is refused, what breaks.</summary>
    public async Task Round(string orderId)
    {
        var (canaries, world, caller) = (ground.Canaries, ground.World, ground.CallerOf(client));
        var life = new Life(caller, world, canaries, orderId);
        await life.OpenPages(await life.Open());
        await new Misuse(caller, canaries, orderId).Run();
        await life.PayAndRefund();
        await life.Look();
        await new Operator(caller, ground.House, canaries, ground.Store.Settings).SignInAndLook(orderId);
        await new Nonsense(caller, world, canaries, orderId).Run();
        await using (await ground.Store.Away()) await life.Repeat();
        // So much nonsense is alerted, and not at once.
        await Payments.Until(
            () => Task.FromResult(ground.Evidence.Said.Any(one => one.Place == Places.Alerted)),
            isAlerted => isAlerted);
    }

    public Task<IReadOnlyCollection<Sighting>> Sightings()
    {
        listeners.Dispose();
        Assert.Contains("Microsoft.AspNetCore.Hosting.HttpRequestIn", listeners.Heard.Keys);
        var log = gateway.Log.Lines.ToList();
        Assert.Contains(log, line => line.StartsWith("Trace Microsoft.AspNetCore", StringComparison.Ordinal));
        Assert.Contains(log, line => line.Contains("/hidden", StringComparison.Ordinal));
        return ground.Sightings(log);
    }

    public async ValueTask DisposeAsync()
    {
        listeners.Dispose();
        client.Dispose();
        await gateway.DisposeAsync();
        await ground.DisposeAsync();
    }
}
