using System.Collections.Concurrent;
using CryptoPay.Grains.Cluster;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments.Processors;
using Microsoft.Extensions.Hosting;

namespace CryptoPay.Grains.Effects;

/// <summary>
/// The pauses that processors ask for. What one order is told counts for all orders at the account, on every silo
/// within some seconds: who is turned away a thousand times is locked out in the end.
/// </summary>
internal sealed class AccountRests(
    IGrainFactory grains, ProcessorAccounts accounts, LiveSilos silos, ClusterLevel level, TimeProvider time)
    : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    /// <summary>Of calls that were told so at about the same time one counts.</summary>
    private static readonly TimeSpan Nearly = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<(string Account, bool IsOfCreates), AccountRest> known = new();

    /// <summary>The one that ends last of those that are known here; null where there was none.</summary>
    public AccountRest? Of(string account, bool isOfCreates) =>
        known.GetValueOrDefault((account.ToLowerInvariant(), isOfCreates));

    /// <summary>A processor asked for it just now.</summary>
    public void Begin(string account, AccountRest rest)
    {
        if (Keep(account, rest) && IsShared) GrainOf(account).Rest(rest).Ignore();
    }

    /// <summary>Where it is alone, it has heard all itself.</summary>
    private bool IsShared => silos.Count > 1 && level.Has(ClusterLevel.AccountRests);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var beat = new PeriodicTimer(Period, time);
        while (await beat.WaitForNextTickAsync(stoppingToken))
        {
            if (IsShared) await Task.WhenAll(accounts.Names.Select(Look));
        }
    }

    private async Task Look(string account)
    {
        try
        {
            foreach (var rest in await GrainOf(account).GetRests()) Keep(account, rest);
        }
        catch (Exception)
        {
            // The silo that knows is gone, or the database. The next look, or the processor itself, tells.
        }
    }

    private bool Keep(string account, AccountRest rest)
    {
        if (Of(account, rest.IsOfCreates)?.Until + Nearly > rest.Until) return false;
        known[(account.ToLowerInvariant(), rest.IsOfCreates)] = rest;
        return true;
    }

    private IProcessorAccountGrain GrainOf(string account) =>
        grains.GetGrain<IProcessorAccountGrain>(IProcessorAccountGrain.KeyOf(account));
}
