using CryptoPay.Silo.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoPay.Silo.Tests.Storage.Sqlite;

/// <summary>What is told of a database by writing to it.</summary>
public sealed class SqliteProbeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SqliteDataSource source;
    private readonly SqliteProbe probe;

    public SqliteProbeTests()
    {
        source = new SqliteDataSource($"Data Source={folder.Database}");
        probe = new SqliteProbe(source);
        Apply(source);
    }

    [Fact]
    public async Task It_writes_for_real_and_keeps_the_first_witness()
    {
        Assert.Equal("first", await Write("first"));
        using var watching = source.OpenConnection();
        using var changes = watching.CreateCommand();
        changes.CommandText = "PRAGMA data_version";
        var before = changes.ExecuteScalar();

        Assert.Equal("first", await Write("second"));

        Assert.NotEqual(before, changes.ExecuteScalar());
    }

    [Fact]
    public async Task A_database_that_takes_a_lock_and_no_write_fails()
    {
        await Write();
        source.Scalar("CREATE TRIGGER full BEFORE UPDATE ON health BEGIN SELECT RAISE(ABORT, 'disk full'); END");

        await Assert.ThrowsAsync<SqliteException>(() => Write());
    }

    [Fact]
    public async Task A_database_whose_file_was_deleted_fails_though_its_handles_still_write()
    {
        await Write();
        File.Delete(folder.Database);

        await Assert.ThrowsAsync<SqliteException>(() => Write());
        Assert.False(File.Exists(folder.Database));
    }

    [Fact]
    public async Task A_database_whose_file_was_replaced_fails()
    {
        await Write();
        var copy = folder.Database + ".copy";
        source.Scalar($"VACUUM INTO '{copy}'");
        File.Delete(folder.Database + "-wal");
        File.Move(copy, folder.Database, overwrite: true);

        var told = await Assert.ThrowsAsync<InvalidOperationException>(() => Write());
        Assert.Contains("replaced", told.Message);
    }

    public void Dispose()
    {
        source.Dispose();
        folder.Dispose();
    }

    private Task<string> Write(string witness = "witness") =>
        probe.Write(witness, TestContext.Current.CancellationToken);

    private static void Apply(SqliteDataSource source) =>
        new SqliteSchema(source, NullLogger<SqliteSchema>.Instance).Apply();
}
