using System.Collections.Immutable;
using CryptoPay.Grains.Cluster;
using CryptoPay.Grains.Effects;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Hosting.Storage;
using CryptoPay.Payments;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using CryptoPay.Silo.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace CryptoPay.Grains.Tests.Accounts;

/// <summary>Two silos of one cluster on one file, which the product has not yet: an order lives on either.</summary>
public sealed class TwoSilosTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("cryptopay-two-silos-").FullName;
    private InProcessTestCluster cluster = null!;

    private string DatabasePath => Path.Combine(folder, "two.db");

    [Fact]
    public async Task A_pause_that_was_answered_at_one_silo_counts_on_every_silo_and_when_one_is_gone()
    {
        Assert.All(await Creates("A"), answer => Assert.Equal(Refusal.None, answer.Refusal));
        Assert.Equal(2, (await Awake(0, "A")).Distinct().Count());
        await Grains(0).GetGrain<IProcessorAccountGrain>(IProcessorAccountGrain.KeyOf("shop"))
            .SetPaused(true, "operator", "");

        // As the orders before, and they leave with their answer.
        Assert.All(await Creates("B"), answer => Assert.Equal(Refusal.AccountPaused, answer.Refusal));

        // Whichever of the two knew it.
        await cluster.StopSiloAsync(cluster.Silos[1]);
        Assert.All(await Creates("C"), answer => Assert.Equal(Refusal.AccountPaused, answer.Refusal));
        await Grains(0).GetGrain<IProcessorAccountGrain>(IProcessorAccountGrain.KeyOf("shop"))
            .SetPaused(false, "operator", "");
        Assert.All(await Creates("D"), answer => Assert.Equal(Refusal.None, answer.Refusal));
    }

    [Fact]
    public async Task A_pause_that_a_processor_asks_of_one_silo_is_soon_known_to_the_other()
    {
        var rests = cluster.Silos.Select(silo =>
            cluster.GetSiloServiceProvider(silo.SiloAddress).GetRequiredService<AccountRests>()).ToArray();
        var rest = new AccountRest(House.Start, House.Start.AddMinutes(1), IsOfCreates: false);

        rests[0].Begin("shop", rest);

        await House.Until(() => Task.FromResult(rests[1].Of("shop", isOfCreates: false)), known => known == rest);
    }

    [Fact]
    public async Task What_is_done_once_in_a_cluster_is_done_by_one_silo_and_by_the_other_when_that_one_has_died()
    {
        var silos = ViewsOfSilos();
        await House.Until(
            () => Task.FromResult(silos.Values.Select(live => live.Count).ToArray()), counts => counts is [2, 2]);
        var first = Assert.Single(silos, silo => silo.Value.IsFirst);
        var other = Assert.Single(silos, silo => !silo.Value.IsFirst);

        await cluster.KillSiloAsync(first.Key);

        await House.Until(() => Task.FromResult((other.Value.Count, other.Value.IsFirst)), seen => seen == (1, true));
    }

    [Fact]
    public async Task Orders_of_a_silo_that_has_died_are_woken_by_the_other_though_no_reminder_is_left()
    {
        await Creates("A");
        await House.Execute(DatabasePath, "DELETE FROM reminder");

        // It is the other that sweeps from now on.
        await cluster.KillSiloAsync(ViewsOfSilos().Single(view => view.Value.IsFirst).Key);

        await House.Until(async () => (await Awake(0, "A")).Length, count => count == 30);
    }

    public async ValueTask InitializeAsync()
    {
        var keys = new EphemeralDataProtectionProvider();
        var builder = new InProcessTestClusterBuilder(2);
        builder.Options.ConfigureFileLogging = false;
        // What is swept here is swept at once.
        builder.ConfigureSiloHost((_, silo) => silo.Configuration["Polling:SweepPeriod"] = "00:10:00");
        builder.ConfigureSilo((_, silo) =>
        {
            var storage = new StorageOptions { ConnectionString = $"Data Source={DatabasePath}" };
            silo.AddDatabase(storage);
            // By default a busy machine may get all orders onto one silo.
            silo.Services.AddSingleton<PlacementStrategy, RandomPlacement>();
            silo.Services.AddSingleton(new ProcessorAccounts(["shop"], "shop")
            {
                Merchants = ImmutableDictionary<string, ImmutableHashSet<string>>.Empty.Add("shop", ["default"]),
            });
            silo.Services.AddPaymentIntentGrains();
            silo.Services.AddSingleton<IDataProtectionProvider>(keys);
        });
        cluster = builder.Build();
        await cluster.DeployAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await cluster.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>By as many orders that each silo has some, through a silo that was not the one that was told.</summary>
    private async Task<PaymentIntentAnswer[]> Creates(string name) => await Task.WhenAll(
        Enumerable.Range(0, 30).Select(i => Grains(cluster.Silos.Count - 1)
            .GetOrder(new OrderKey("default", $"{name}-{i}"))
            .Create(new CreatePaymentIntent { Price = new Money(100m, "USD"), CryptoCode = "BTC" })));

    /// <returns>Of each of these orders that is awake, where.</returns>
    private async Task<SiloAddress[]> Awake(int silo, string name) =>
    [
        .. (await Grains(silo).GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics())
            .Where(grain => grain.GrainId.Key.ToString()!.StartsWith($"default/{name}-", StringComparison.Ordinal))
            .Select(grain => grain.SiloAddress),
    ];

    /// <summary>What each silo believes of all.</summary>
    private Dictionary<InProcessSiloHandle, LiveSilos> ViewsOfSilos() => cluster.Silos.ToDictionary(
        silo => silo, silo => cluster.GetSiloServiceProvider(silo.SiloAddress).GetRequiredService<LiveSilos>());

    private IGrainFactory Grains(int silo) =>
        cluster.GetSiloServiceProvider(cluster.Silos[silo].SiloAddress).GetRequiredService<IGrainFactory>();
}
