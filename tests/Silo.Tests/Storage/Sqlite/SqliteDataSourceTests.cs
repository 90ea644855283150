using CryptoPay.Grains.Storage;
using System.Diagnostics;
using CryptoPay.Silo.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace CryptoPay.Silo.Tests.Storage.Sqlite;

public sealed class SqliteDataSourceTests(SqliteSilo silo) : IClassFixture<SqliteSilo>
{
    [Fact]
    public async Task The_connections_that_Orleans_uses_lose_no_commit_and_wait_for_a_busy_writer()
    {
        var state = silo.Services.GetRequiredService<IOptionsMonitor<AdoNetGrainStorageOptions>>();
        var reminders = silo.Services.GetRequiredService<IOptions<AdoNetReminderTableOptions>>();
        Assert.Same(silo.Source, state.Get(PaymentIntentDocument.StorageName).DataSource);
        Assert.Same(silo.Source, reminders.Value.DataSource);

        Assert.Equal(["wal"], await silo.Source.Column("PRAGMA journal_mode"));
        Assert.Equal([2L], await silo.Source.Column("PRAGMA synchronous"));
        Assert.Equal([5000L], await silo.Source.Column("PRAGMA busy_timeout"));
        Assert.Equal([1L], await silo.Source.Column("PRAGMA foreign_keys"));
    }

    [Fact]
    public async Task Sixteen_writers_together_do_not_sleep_in_each_others_way()
    {
        var one = new List<double>();
        var sixteen = new List<double>();
        for (var round = 0; round < 9; round++)
        {
            one.Add(await WritesPerSecond(writers: 1, each: 64));
            sixteen.Add(await WritesPerSecond(writers: 16, each: 4));
        }

        // The best round of each, as whatever else the machine does only slows. Measured: 1 to 2, and 0.3 on a machine that
        // was busy with a build. With a plain connection string 0.03 to 0.1: busy writers sleep.
        var ratio = sixteen.Max() / one.Max();
        Assert.True(ratio > 0.15, $"16 writers together did {ratio:F2} of what one did.");
    }

    [Fact]
    public async Task A_reader_does_not_wait_for_a_writer()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var writer = await silo.Source.OpenConnectionAsync(cancellation);
        await using var begin = writer.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        await (await begin.ExecuteReaderAsync(cancellation)).DisposeAsync();

        var secondWriter = silo.Source.Column("DELETE FROM reminder WHERE false RETURNING 1");
        var read = silo.Source.Column("SELECT 1 FROM schema_version LIMIT 1");
        Assert.Equal([1L], await read.WaitAsync(TimeSpan.FromSeconds(10), cancellation));

        Assert.False(secondWriter.IsCompleted);
        await writer.CloseAsync();
        Assert.Empty(await secondWriter);
    }

    private async Task<double> WritesPerSecond(int writers, int each)
    {
        var run = Guid.NewGuid();
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            for (var number = 0; number < each; number++)
                await silo.Storage.Write(Document.Of("throughput", $"{run}-{writer}-{number}"));
        })));
        return writers * each / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
