using System.Collections.Immutable;
using System.Diagnostics;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Grains.Interfaces.Reconciling;
using CryptoPay.Hosting.Storage;
using CryptoPay.Payments;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Reconciling;
using CryptoPay.Silo.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace CryptoPay.Grains.Tests.Reconciling;

/// <summary>Runs over many orders, on two silos of one cluster on one file.</summary>
public sealed class ManyOrdersTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("cryptopay-many-orders-").FullName;
    private readonly ListedAccount account = new();
    private InProcessTestCluster cluster = null!;

    private string DatabasePath => Path.Combine(folder, "many.db");

    private static DateTimeOffset Now =>
        DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());

    [Fact]
    public async Task A_run_goes_on_elsewhere_when_its_silo_has_died_and_lists_nothing_again_that_was_compared()
    {
        var (from, to) = (Now.AddHours(-24), Now.AddMinutes(-10));
        await Orders(1_000, from, to);
        // One of the first slice and one of the last.
        await House.Execute(DatabasePath, "DELETE FROM grain_state WHERE grain_key IN ('default/N-1', 'default/N-999')");
        var reached = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        account.Gate = async window =>
        {
            if (window.From < from.AddHours(12)) return;
            reached.TrySetResult();
            await goOn.Task;
        };
        var started = await Grain(0).Start(new ReconciliationRequest(from, to, "tester"));
        await reached.Task;

        var dead = await HostOfRun();
        await cluster.KillSiloAsync(dead);
        account.Gate = _ => Task.CompletedTask;
        goOn.SetResult();
        var asked = account.Asked.Count;

        // As it is looked at each minute by the silo that is left.
        await House.Until(
            async () =>
            {
                await Grain(0).Beat();
                return await Grain(0).Report(started!.Id);
            },
            report => report?.EndedAt is not null);

        var ended = (await Grain(0).Report(started!.Id))!;
        Assert.True(ended.IsFinished);
        Assert.Equal((1, 1_000, 998), (ended.ResumeCount, ended.InvoiceCount, ended.OrderCount));
        Assert.Equal(
            [(DifferenceKind.MissingHere, "N-1"), (DifferenceKind.MissingHere, "N-999")],
            ended.Differences.Select(difference => (difference.Kind, difference.Order.OrderId)));
        Assert.All(account.Asked.Skip(asked), window => Assert.True(window >= from.AddHours(12)));
    }

    /// <summary>For a figure, not for a promise: minutes, and only where somebody asks for it.</summary>
    [Fact(Explicit = true)]
    public async Task A_run_over_100_000_orders_holds_up_no_create()
    {
        account.Takes = TimeSpan.FromMilliseconds(20);
        var (from, to) = (Now.AddHours(-48), Now.AddMinutes(-10));
        await Orders(100_000, from, to);
        await Creates("warm-up");
        var alone = await Creates("alone");

        var clock = Stopwatch.StartNew();
        var started = await Grain(0).Start(new ReconciliationRequest(from, to, "tester"));
        var during = await Creates("during");
        TestContext.Current.TestOutputHelper!.WriteLine($"creates alone {alone}, during {during}");
        while ((await Grain(0).Report(started!.Id))!.EndedAt is null) await Task.Delay(TimeSpan.FromSeconds(1));
        var after = await Creates("after");

        var report = (await Grain(0).Report(started!.Id))!;
        Assert.Equal((true, 100_000, 0), (report.IsFinished, report.InvoiceCount, report.StandingCount));
        TestContext.Current.TestOutputHelper.WriteLine(
            $"{clock.Elapsed.TotalSeconds:0} s for {report.InvoiceCount} invoices and {report.OrderCount} orders; "
            + $"creates median/95 % in ms: alone {alone}, during {during}, after {after}");
    }

    public async ValueTask InitializeAsync()
    {
        var keys = new EphemeralDataProtectionProvider();
        var builder = new InProcessTestClusterBuilder(2);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSiloHost((_, silo) =>
        {
            silo.Configuration["Polling:SweepPeriod"] = "00:10:00";
            silo.Configuration["Reconciling:Daily"] = "false";
        });
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddDatabase(new StorageOptions { ConnectionString = $"Data Source={DatabasePath}" });
            silo.Services.AddSingleton(new ProcessorAccounts(["shop"], "shop")
            {
                Merchants = ImmutableDictionary<string, ImmutableHashSet<string>>.Empty.Add("shop", ["default"]),
            });
            silo.Services.AddKeyedSingleton<IPaymentProcessor>("shop", account);
            silo.Services.AddKeyedSingleton<IListingProcessor>("shop", account);
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

    /// <summary>Orders N-0, N-1 and so on, evenly spread, of which the account has the same.</summary>
    private async Task Orders(int count, DateTimeOffset from, DateTimeOffset to)
    {
        var model = Grains(0).GetOrder(new OrderKey("default", "model"));
        await model.Create(House.Request());
        await House.Until(model, view => !view.OwesInvoice);
        var step = (long)(to - from).TotalMilliseconds / count;
        await House.Execute(DatabasePath, $"""
            WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {count - 1})
            INSERT INTO grain_state(service_id, grain_type, grain_key, version, payload)
            SELECT service_id, grain_type, 'default/N-' || i, version, json_set(
                   json_remove(payload, '$.intent.resumeCode', '$.nextDue'), '$.intent.orderId', 'N-' || i,
                   '$.intent.createdAt', {from.ToUnixTimeMilliseconds()} + i * {step},
                   '$.intent.attempts[0].invoice.createdAt', {from.ToUnixTimeMilliseconds()} + i * {step},
                   '$.intent.attempts[0].invoice.invoiceId', 'inv-' || i)
              FROM grain_state, n WHERE grain_key = 'default/model';
            UPDATE grain_state SET payload = json_remove(payload, '$.nextDue') WHERE grain_key = 'default/model'
            """);
        for (var i = 0; i < count; i++)
        {
            account.Add(ListedAccount.Invoice(
                new OrderKey("default", $"N-{i}"), $"inv-{i}", "a", from.AddMilliseconds(i * step)));
        }
    }

    private async Task<string> Creates(string name)
    {
        var times = new List<double>();
        for (var i = 0; i < 300; i++)
        {
            var clock = Stopwatch.StartNew();
            await Grains(i % 2).GetOrder(new OrderKey("default", $"{name}-{i}")).Create(House.Request());
            times.Add(clock.Elapsed.TotalMilliseconds);
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }

        times.Sort();
        return $"{times[times.Count / 2]:0.0}/{times[times.Count * 95 / 100]:0.0}";
    }

    private async Task<InProcessSiloHandle> HostOfRun()
    {
        var statistics = await Grains(0).GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics();
        var address = statistics.Single(grain =>
            grain.GrainId.Key.ToString()!.StartsWith("reconciliation/", StringComparison.Ordinal)).SiloAddress;
        return cluster.Silos.Single(silo => silo.SiloAddress.Equals(address));
    }

    private IReconciliationGrain Grain(int silo) =>
        Grains(silo).GetGrain<IReconciliationGrain>(IReconciliationGrain.KeyOf("shop"));

    private IGrainFactory Grains(int silo) =>
        cluster.GetSiloServiceProvider(cluster.Silos[silo].SiloAddress).GetRequiredService<IGrainFactory>();
}
