using CryptoPay.Grains.Storage;
using CryptoPay.Silo.Storage.Sqlite;
using CryptoPay.Silo.Tests.Storage.Sql;
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
        Assert.Same(silo.Database.Source, state.Get(PaymentIntentDocument.RowsName).DataSource);
        Assert.Same(silo.Database.Source, reminders.Value.DataSource);

        Assert.Equal(["wal"], await silo.Database.Column("PRAGMA journal_mode"));
        Assert.Equal([2L], await silo.Database.Column("PRAGMA synchronous"));
        Assert.Equal([5000L], await silo.Database.Column("PRAGMA busy_timeout"));
        Assert.Equal([1L], await silo.Database.Column("PRAGMA foreign_keys"));
        Assert.Equal([2L], await silo.Database.Column("PRAGMA secure_delete"));
    }

    [Fact]
    public async Task A_reader_does_not_wait_for_a_writer()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var writer = await silo.Database.Source.OpenConnectionAsync(cancellation);
        await using var begin = writer.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        await (await begin.ExecuteReaderAsync(cancellation)).DisposeAsync();

        var secondWriter = silo.Database.Column("DELETE FROM reminder WHERE false RETURNING 1");
        var read = silo.Database.Column("SELECT 1 FROM schema_version LIMIT 1");
        Assert.Equal([1L], await read.WaitAsync(TimeSpan.FromMinutes(5), cancellation));

        Assert.False(secondWriter.IsCompleted);
        await writer.CloseAsync();
        Assert.Empty(await secondWriter);
    }

    [Fact]
    public async Task Once_it_is_disposed_of_nothing_opens_its_file_again()
    {
        using var folder = new TemporaryFolder();
        var source = new SqliteDataSource(folder.Storage.ConnectionString);
        await using var late = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await source.DisposeAsync();

        await using var write = late.CreateCommand();
        write.CommandText = "CREATE TABLE late (text TEXT)";
        await Assert.ThrowsAsync<ObjectDisposedException>(
            () => write.ExecuteReaderAsync(TestContext.Current.CancellationToken));

        Assert.False(File.Exists(folder.Database));
    }
}
