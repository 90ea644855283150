using CryptoPay.Silo.Storage.Sqlite;
using CryptoPay.Silo.Tests.Storage.Sql;
using Microsoft.Data.Sqlite;

namespace CryptoPay.Silo.Tests.Storage.Sqlite;

/// <summary>What is told of a database by writing to it.</summary>
public sealed class SqliteProbeTests : IAsyncDisposable
{
    private readonly SqliteFile file = new();
    private readonly SqliteProbe probe;

    public SqliteProbeTests()
    {
        file.Apply();
        probe = new SqliteProbe(file.Database);
    }

    [Fact]
    public async Task It_writes_for_real_and_keeps_the_first_witness()
    {
        Assert.Equal("first", await Write("first"));
        using var watching = file.Database.Source.OpenConnection();
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
        file.Database.Scalar("CREATE TRIGGER full BEFORE UPDATE ON health BEGIN SELECT RAISE(ABORT, 'disk full'); END");

        await Assert.ThrowsAsync<SqliteException>(() => Write());
    }

    [Fact]
    public async Task A_database_whose_file_was_deleted_fails_though_its_handles_still_write()
    {
        await Write();
        File.Delete(file.Path);

        await Assert.ThrowsAsync<SqliteException>(() => Write());
        Assert.False(File.Exists(file.Path));
    }

    [Fact]
    public async Task A_database_whose_file_was_replaced_fails()
    {
        await Write();
        var copy = file.Path + ".copy";
        file.Database.Scalar($"VACUUM INTO '{copy}'");
        File.Delete(file.Path + "-wal");
        File.Move(copy, file.Path, overwrite: true);

        var told = await Assert.ThrowsAsync<InvalidOperationException>(() => Write());
        Assert.Contains("replaced", told.Message);
    }

    public ValueTask DisposeAsync() => file.DisposeAsync();

    private Task<string> Write(string witness = "witness") =>
        probe.Write(witness, TestContext.Current.CancellationToken);
}
