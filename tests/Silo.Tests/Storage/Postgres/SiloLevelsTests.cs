using System.Net;
using CryptoPay.Grains.Cluster;
using CryptoPay.Postgres;
using CryptoPay.Silo.Storage.Postgres;
using CryptoPay.Silo.Tests.Storage.Sql;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoPay.Silo.Tests.Storage.Postgres;

public sealed class SiloLevelsTests : IAsyncDisposable
{
    private readonly FreshPostgres fresh;

    public SiloLevelsTests(SharedPostgres shared)
    {
        fresh = new(shared.NewStorage());
        fresh.Apply();
        fresh.Database.Scalar("INSERT INTO membership VALUES ('cryptopay', 0)");
    }

    [Fact]
    public async Task It_rises_when_the_last_silo_that_knows_less_is_gone_and_falls_no_more()
    {
        var (one, other) = (Join(1), Join(2));
        Assert.Equal(0, await Look(one));

        // Of an earlier version: it says nothing.
        var old = Join(3);
        Assert.Equal(0, await Look(other));

        fresh.Database.Scalar($"UPDATE silo SET status = 6 WHERE port = {old.Endpoint.Port}");
        Assert.Equal(ClusterLevel.Newest, await Look(one));

        Join(4);
        Assert.Equal(ClusterLevel.Newest, await Look(other));
    }

    [Fact]
    public async Task What_a_silo_said_goes_with_it()
    {
        var (one, other) = (Join(1), Join(2));
        await Look(one);

        fresh.Database.Scalar($"UPDATE silo SET status = 6 WHERE port = {one.Endpoint.Port}");
        await Look(other);

        Assert.Equal(2L, fresh.Database.Scalar("SELECT sum(port) FROM silo_level"));
    }

    [Fact]
    public async Task A_silo_that_was_cut_off_looks_at_once_whether_it_was_declared_dead()
    {
        var members = new Members();
        using var levels = Levels(Join(1), members);
        fresh.Database.Scalar("ALTER TABLE cluster_level RENAME TO away");
        await levels.Beat(TestContext.Current.CancellationToken);
        Assert.Equal(0, members.LookCount);

        fresh.Database.Scalar("ALTER TABLE away RENAME TO cluster_level");
        await levels.Beat(TestContext.Current.CancellationToken);
        await levels.Beat(TestContext.Current.CancellationToken);

        Assert.Equal(1, members.LookCount);
    }

    [Fact]
    public void A_silo_that_knows_less_than_all_did_once_does_not_start()
    {
        fresh.Database.Scalar($"UPDATE cluster_level SET level = {ClusterLevel.Newest + 1}");

        var refusal = Assert.Throws<InvalidOperationException>(fresh.Apply);

        Assert.Contains($"at level {ClusterLevel.Newest + 1}", refusal.Message, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => fresh.DisposeAsync();

    private SiloAddress Join(int port)
    {
        fresh.Database.Scalar(
            "INSERT INTO silo(cluster_id, address, port, generation, silo_name, host_name, status, proxy_port, "
            + $"start_time, i_am_alive_time) VALUES ('cryptopay', '127.0.0.1', {port}, 7, '', '', 3, 0, now(), now())");
        return SiloAddress.New(IPAddress.Loopback, port, 7);
    }

    private async Task<int> Look(SiloAddress silo)
    {
        using var levels = Levels(silo, new Members());
        return await levels.Look(TestContext.Current.CancellationToken);
    }

    private SiloLevels Levels(SiloAddress silo, Members members) => new(
        fresh.Database, new Details(silo), members, new ClusterLevel(0), TimeProvider.System,
        NullLogger<SiloLevels>.Instance);

    /// <summary>Orleans' own, of a silo that does not run.</summary>
    private sealed class Members : IClusterMembershipService
    {
        public int LookCount { get; private set; }

        public ClusterMembershipSnapshot CurrentSnapshot => throw new NotSupportedException();

        public IAsyncEnumerable<ClusterMembershipSnapshot> MembershipUpdates => throw new NotSupportedException();

        public ValueTask Refresh(
            MembershipVersion minimumVersion = default, CancellationToken cancellationToken = default)
        {
            LookCount++;
            return ValueTask.CompletedTask;
        }

        public Task<bool> TryKill(SiloAddress siloAddress) => throw new NotSupportedException();
    }

    private sealed class Details(SiloAddress silo) : ILocalSiloDetails
    {
        public string Name => "";

        public string ClusterId => "cryptopay";

        public string DnsHostName => "";

        public SiloAddress SiloAddress => silo;

        public SiloAddress GatewayAddress => silo;
    }
}
