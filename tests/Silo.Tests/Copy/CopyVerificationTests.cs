using CryptoPay.Postgres;
using CryptoPay.Silo.Tests.Storage.Postgres;
using CryptoPay.Silo.Tests.Storage.Sql;
using CryptoPay.Silo.Tests.Storage.Sqlite;

namespace CryptoPay.Silo.Tests.Copy;

/// <summary>A copy is done when all was compared, and not before.</summary>
public sealed class CopyVerificationTests(SharedPostgres shared) : IDisposable
{
    private readonly CopyRig rig = new(shared);

    [Fact]
    public async Task A_row_that_PostgreSQL_does_not_take_is_named_and_those_before_it_are_there()
    {
        using var folder = await EmbeddedFolder.New();
        folder.AddRows(20);
        folder.Run("""UPDATE grain_state SET payload = '{"version":1,"is":"\u0000"}' WHERE grain_key = 'account-15'""");

        Assert.Equal(1, await rig.Copy(folder));

        Assert.StartsWith("grain_state cryptopay account account-15: PostgreSQL does not take this row: ", rig.LastNote,
            StringComparison.Ordinal);
        // account-1, account-10 to account-14.
        Assert.Equal(6L, rig.InTarget("SELECT count(*) FROM grain_state"));
        Assert.Throws<InvalidOperationException>(rig.OpenTarget);
    }

    [Fact]
    public async Task A_history_that_does_not_fit_together_is_named()
    {
        using var folder = await EmbeddedFolder.New();
        folder.Run(
            """
            UPDATE grain_state SET payload = json_set(payload, '$.history[1].at', 0) WHERE grain_key = 'default/CC-2'
            """);

        Assert.Equal(1, await rig.Copy(folder));

        Assert.Matches("histories +3 +2  grain_state cryptopay intent default/CC-2: its history does not fit together "
            + "from entry 2 on", rig.Output);
        Assert.Throws<InvalidOperationException>(rig.OpenTarget);
    }

    [Fact]
    public async Task An_order_that_no_key_opens_is_named()
    {
        using var folder = await EmbeddedFolder.New();
        using var other = await EmbeddedFolder.New();
        // It is from a time of which there is no key any more.
        folder.Run(
            $"""
            ATTACH '{other.Database}' AS other;
            UPDATE grain_state SET payload = (SELECT payload FROM other.grain_state WHERE grain_key = 'default/CC-3')
             WHERE grain_key = 'default/CC-3'
            """);

        Assert.Equal(1, await rig.Copy(folder));

        Assert.Matches("histories +3 +2  grain_state cryptopay intent default/CC-3: it cannot be read", rig.Output);
    }

    [Theory]
    [InlineData("DELETE FROM grain_state WHERE grain_key = 'account-1'", "grain_state "
        + "cryptopay account account-[0-9]+: PostgreSQL does not take this row: duplicate key")]
    [InlineData("UPDATE grain_state SET version = 2 WHERE grain_key = 'account-1'", "grain_state +1003 +1003  "
        + "grain_state cryptopay account account-1 is not the same in both")]
    [InlineData("UPDATE grain_state SET payload = '{\"version\": 1}' WHERE grain_key = 'account-1'",
        "grain_state cryptopay account account-1 is not the same in both")]
    [InlineData("DELETE FROM api_key; INSERT INTO api_key VALUES ('flow', '', '', '', NULL, NULL, 0, NULL)",
        "api_key +1 +1  api_key flow is not the same in both")]
    [InlineData("DELETE FROM key_ring", "key_ring +1 +0  key-[^ ]+ is not the same in both")]
    public async Task What_somebody_changed_in_the_target_meanwhile_is_found(string change, string says)
    {
        using var folder = await EmbeddedFolder.New();
        folder.AddRows(1000);
        await rig.CopyFirst400(folder);
        rig.InTarget(change);

        Assert.Equal(1, await rig.Copy(folder));

        Assert.Matches(says, rig.Notes + rig.Output);
        Assert.DoesNotContain("All is equal", rig.Output, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(rig.OpenTarget);
    }

    [Fact]
    public async Task How_far_it_is_is_told_once_a_second_at_most()
    {
        using var folder = await EmbeddedFolder.New();
        folder.AddRows(1000);

        await rig.Succeeds(folder);

        // The clock of the tests stands still.
        Assert.Equal("Read 1 of 1015 rows, 0 %: access_log 1 of 2.", rig.Notes.TrimEnd());
    }

    [Fact]
    public async Task Every_column_of_SQLite_stands_in_PostgreSQL_too_and_none_beside_it()
    {
        await using var file = new SqliteFile();
        file.Apply();
        await using var server = new FreshPostgres(shared.NewStorage());
        server.Apply();

        var inFile = await file.Database.Column(
            """
            SELECT t.name || '.' || c.name FROM sqlite_master t, pragma_table_xinfo(t.name) c
             WHERE t.type = 'table' AND c.hidden = 0
            """);
        var inServer = await server.Database.Column(
            """
            SELECT table_name || '.' || column_name FROM information_schema.columns
             WHERE table_schema = 'public' AND is_generated = 'NEVER'
            """);
        var tables = Sorted(inFile).Select(TableOf).ToHashSet();

        Assert.Equal(Sorted(inFile), Sorted(inServer).Where(column => tables.Contains(TableOf(column))));
    }

    public void Dispose() => rig.Dispose();

    private static string TableOf(string column) => column.Split('.')[0];

    private static IEnumerable<string> Sorted(IEnumerable<object> names) =>
        names.Select(name => ((string)name).ToLowerInvariant()).Order(StringComparer.Ordinal);
}
