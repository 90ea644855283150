using System.Net;
using CryptoPay.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Runtime.MembershipService;

namespace CryptoPay.Silo.Tests.Storage.Postgres;

/// <summary>Who is in a cluster, as every silo writes and reads it.</summary>
public sealed class PostgresMembershipTests : IAsyncLifetime
{
    private static readonly DateTime Now = new(2026, 1, 31, 9, 30, 0, 123, DateTimeKind.Utc);

    private readonly FreshPostgres fresh;
    private readonly AdoNetClusteringTable table;

    public PostgresMembershipTests(SharedPostgres shared)
    {
        fresh = new(shared.NewStorage());
        fresh.Apply();
        var services = new ServiceCollection().AddLogging()
            .Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = ("tests", "tests"))
            .Configure<AdoNetClusteringSiloOptions>(members =>
                (members.Invariant, members.DataSource) = (fresh.Database.Invariant, fresh.Database.Source));
        table = ActivatorUtilities.CreateInstance<AdoNetClusteringTable>(services.BuildServiceProvider());
    }

    [Fact]
    public async Task A_silo_is_read_as_it_was_written()
    {
        var silo = Silo(1);
        silo.SuspectTimes = [Tuple.Create(Silo(2).SiloAddress, Now)];
        Assert.True(await table.InsertRowAsync(silo, await Next()));
        silo.Status = SiloStatus.Active;
        Assert.True(await Update(silo, await Next()));

        var (read, _) = Assert.Single((await table.ReadAllAsync()).Members);
        Assert.Equal(
            (silo.SiloAddress, silo.SiloName, silo.HostName, silo.Status, silo.ProxyPort, Now, Now),
            (read.SiloAddress, read.SiloName, read.HostName, read.Status, read.ProxyPort, read.StartTime,
                read.IAmAliveTime));
        Assert.Equal(silo.SuspectTimes, read.SuspectTimes);
        Assert.Equal(2, (await table.ReadRowAsync(silo.SiloAddress)).Version.Version);
        Assert.Empty((await table.ReadRowAsync(Silo(9).SiloAddress)).Members);
    }

    [Fact]
    public async Task Of_changes_by_silos_that_saw_the_same_version_one_is_made()
    {
        var next = await Next();

        var inserted = await Task.WhenAll(
            Enumerable.Range(1, 8).Select(i => Task.Run(() => table.InsertRowAsync(Silo(i), next))));

        Assert.Single(inserted, done => done);
        var (winner, _) = Assert.Single((await table.ReadAllAsync()).Members);
        var after = await Next();
        var updated = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            () => Update(Silo(winner.SiloAddress.Endpoint.Port), after))));
        Assert.Single(updated, done => done);
        Assert.Equal(2, (await table.ReadAllAsync()).Version.Version);
    }

    [Fact]
    public async Task A_silo_that_is_there_is_not_added_again_and_one_that_is_not_is_not_changed()
    {
        await table.InsertRowAsync(Silo(1), await Next());

        Assert.False(await table.InsertRowAsync(Silo(1), await Next()));
        Assert.False(await Update(Silo(2), await Next()));
        Assert.Equal(1, (await table.ReadAllAsync()).Version.Version);
    }

    [Fact]
    public async Task A_beat_changes_no_version_and_who_has_not_beaten_for_long_and_is_dead_is_cleared_away()
    {
        var (dead, active) = (Silo(1), Silo(2));
        (dead.Status, active.Status) = (SiloStatus.Dead, SiloStatus.Active);
        await table.InsertRowAsync(dead, await Next());
        await table.InsertRowAsync(active, await Next());

        await table.CleanupDefunctSiloEntriesAsync(new(Now));
        Assert.Equal(2, (await table.ReadAllAsync()).Members.Count);
        await table.CleanupDefunctSiloEntriesAsync(new(Now.AddSeconds(1)));
        var (left, _) = Assert.Single((await table.ReadAllAsync()).Members);
        Assert.Equal(active.SiloAddress, left.SiloAddress);

        active.IAmAliveTime = Now.AddMinutes(1);
        await table.UpdateIAmAliveAsync(active);
        var (beating, _) = Assert.Single((await table.ReadAllAsync()).Members);
        Assert.Equal((Now.AddMinutes(1), 2), (beating.IAmAliveTime, (await table.ReadAllAsync()).Version.Version));

        await table.DeleteMembershipTableEntriesAsync("tests");
        await table.InitializeMembershipTableAsync(tryInitTableVersion: true);
        Assert.Empty((await table.ReadAllAsync()).Members);
    }

    public async ValueTask InitializeAsync() => await table.InitializeMembershipTableAsync(tryInitTableVersion: true);

    public ValueTask DisposeAsync() => fresh.DisposeAsync();

    /// <summary>A row has the table's etag.</summary>
    private Task<bool> Update(MembershipEntry silo, TableVersion next) =>
        table.UpdateRowAsync(silo, next.VersionEtag, next);

    private async Task<TableVersion> Next() => (await table.ReadAllAsync()).Version.Next();

    private static MembershipEntry Silo(int number) => new()
    {
        SiloAddress = SiloAddress.New(IPAddress.Parse("10.0.0.1"), number, 7),
        SiloName = $"silo-{number}",
        HostName = "host",
        Status = SiloStatus.Joining,
        ProxyPort = 30000 + number,
        StartTime = Now,
        IAmAliveTime = Now,
    };
}
