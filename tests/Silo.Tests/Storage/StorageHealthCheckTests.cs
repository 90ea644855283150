using System.Security.Cryptography;
using CryptoPay.Hosting.Storage;
using CryptoPay.Silo.Storage;
using CryptoPay.Silo.Storage.Sql;
using CryptoPay.Silo.Storage.Sqlite;
using CryptoPay.Silo.Tests.Storage.Sql;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;

namespace CryptoPay.Silo.Tests.Storage;

public sealed class StorageHealthCheckTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider time = new();
    private readonly Probe probe = new();
    private readonly StorageOptions storage;
    private readonly StorageHealthCheck check;

    public StorageHealthCheckTests()
    {
        storage = folder.Storage;
        check = NewCheck();
    }

    [Fact]
    public async Task However_many_ask_it_writes_once_in_ten_seconds()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Ask()));
        time.Advance(TimeSpan.FromSeconds(9.9));
        await Ask();
        Assert.Equal(1, probe.Writes);

        time.Advance(TimeSpan.FromSeconds(0.1));
        await Ask();
        Assert.Equal(2, probe.Writes);
    }

    [Fact]
    public async Task A_write_that_fails_is_told_to_all_who_ask_until_the_next_one()
    {
        probe.Fault = new IOException("disk full");
        await Assert.ThrowsAsync<IOException>(Ask);
        await Assert.ThrowsAsync<IOException>(Ask);
        Assert.Equal(1, probe.Writes);

        probe.Fault = null;
        time.Advance(StorageHealthCheck.PeriodMin);
        Assert.Equal(HealthStatus.Healthy, await Ask());
    }

    [Fact]
    public async Task A_write_that_hangs_is_waited_for_a_moment_and_joined_by_no_other()
    {
        probe.Until = new TaskCompletionSource();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var asked = Ask();
            await probe.Begun.Task;
            time.Advance(StorageHealthCheck.PeriodMin);
            await Assert.ThrowsAsync<TimeoutException>(() => asked);
        }

        Assert.Equal(1, probe.Writes);

        probe.Until.SetResult();
        probe.Until = null;
        Assert.Equal(HealthStatus.Healthy, await Ask());
    }

    [Fact]
    public async Task Keys_that_are_gone_from_the_disk_are_told_though_this_process_still_has_them()
    {
        Assert.Equal(HealthStatus.Healthy, await Ask());
        var away = storage.KeysFolder + ".away";

        Directory.Move(storage.KeysFolder, away);
        time.Advance(StorageHealthCheck.PeriodMin);
        await Assert.ThrowsAsync<CryptographicException>(Ask);

        Directory.Delete(storage.KeysFolder, recursive: true);
        Directory.Move(away, storage.KeysFolder);
        time.Advance(StorageHealthCheck.PeriodMin);
        Assert.Equal(HealthStatus.Healthy, await Ask());
    }

    [Fact]
    public async Task New_keys_in_the_place_of_lost_ones_are_no_cure()
    {
        await Ask();
        Directory.Delete(storage.KeysFolder, recursive: true);

        await Assert.ThrowsAsync<CryptographicException>(() => NewCheck().CheckHealthAsync(new()));
        Assert.NotEmpty(Directory.GetFiles(storage.KeysFolder));
    }

    public void Dispose() => folder.Dispose();

    private async Task<HealthStatus> Ask() => (await check.CheckHealthAsync(new())).Status;

    /// <summary>As a process that starts now has it.</summary>
    private StorageHealthCheck NewCheck()
    {
        var services = new ServiceCollection();
        services.AddStoredKeyRing(storage);
        var process = services.BuildServiceProvider();
        return new(probe, new KeyWitness(process.GetDataProtectionProvider(), storage, process), time);
    }

    private sealed class Probe : IStorageProbe
    {
        private string? kept;

        public int Writes { get; private set; }

        public TaskCompletionSource Begun { get; } = new();

        public Exception? Fault { get; set; }

        public TaskCompletionSource? Until { get; set; }

        public async Task<string> Write(string witness, CancellationToken cancellation)
        {
            Writes++;
            Begun.TrySetResult();
            if (Until is { } until) await until.Task;
            return Fault is null ? kept ??= witness : throw Fault;
        }
    }
}
