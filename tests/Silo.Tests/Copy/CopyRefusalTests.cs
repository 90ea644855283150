using CryptoPay.Postgres;

namespace CryptoPay.Silo.Tests.Copy;

/// <summary>What cannot be copied says so in a sentence, and nobody takes it for copied.</summary>
public sealed class CopyRefusalTests(SharedPostgres shared) : IDisposable
{
    private readonly CopyRig rig = new(shared);

    [Theory]
    [InlineData]
    [InlineData("--from", "data")]
    [InlineData("--to", "Host=db;Database=cryptopay")]
    [InlineData("--from", "data", "--to", "Host=db;Database=cryptopay", "again")]
    [InlineData("--from", "data", "--to", "Host=db;Database=cryptopay", "--force")]
    public async Task Who_calls_it_wrongly_gets_2(params string[] words)
    {
        Assert.Equal(2, await rig.Run(words));
        Assert.Equal("See CryptoPay.Silo copy --help.", rig.LastNote);
    }

    [Theory]
    [InlineData("/nowhere", "Host=db;Database=cryptopay", "--from: there is no database /nowhere.")]
    [InlineData("Data Source", "Host=db;Database=cryptopay", "--from: there is no database ")]
    [InlineData("Source=x", "Host=db;Database=cryptopay", "--from must name a file, as Data Source=/")]
    [InlineData("/nowhere", "Host=db", "--to must name a server and a database, as Host=")]
    [InlineData("/nowhere", "db", "--to must name a server and a database, as Host=")]
    public async Task A_place_that_is_none_is_named(string from, string to, string says)
    {
        Assert.Equal(1, await rig.Run(
            ["--from", from, "--to", to, $"--Storage:KeysCertificatePath={rig.Target.KeysCertificatePath}"]));
        Assert.StartsWith(says, rig.LastNote, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_that_runs_is_to_be_stopped_first()
    {
        using var folder = await EmbeddedFolder.New();
        await using (folder.Open())
            await IsRefusedUnwritten(folder, $"--from: a process has {folder.Database} open. Stop the gateway first.");

        await rig.Succeeds(folder);
    }

    [Fact]
    public async Task While_it_is_copied_no_gateway_can_write_into_it()
    {
        using var folder = await EmbeddedFolder.New();
        Exception? refusal = null;

        await rig.Run(
            [.. rig.Words(folder), $"--Storage:KeysCertificatePath={rig.Target.KeysCertificatePath}"],
            _ => refusal ??= Record.Exception(() => folder.Run("DELETE FROM api_key")));

        Assert.Contains("database is locked", refusal?.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DELETE FROM schema_version WHERE number > 10", "start its gateway in this version once, stop it")]
    [InlineData("INSERT INTO schema_version VALUES (9000, 'new')", "copy with the version that wrote it.")]
    [InlineData("DROP TABLE schema_version", "is no database of a gateway.")]
    public async Task A_database_of_another_version_is_not_copied(string change, string says)
    {
        using var folder = await EmbeddedFolder.New();
        folder.Run(change);

        await IsRefusedUnwritten(folder, says);
    }

    [Fact]
    public async Task A_source_that_changed_after_its_copy_began_starts_anew_elsewhere()
    {
        using var folder = await EmbeddedFolder.New();
        folder.AddRows(1000);
        await rig.CopyFirst400(folder);
        folder.Run("UPDATE health SET writes = writes + 1");

        Assert.Equal(1, await rig.Copy(folder));

        Assert.StartsWith("--to: it holds a copy of another database, or --from has changed", rig.LastNote,
            StringComparison.Ordinal);
        Assert.Equal(400L, rig.InTarget("SELECT count(*) FROM grain_state"));
    }

    [Theory]
    [InlineData("grain_state", "INSERT INTO grain_state VALUES ('cryptopay', 'intent', 'default/1', 1, '{}')")]
    [InlineData("key_ring", "INSERT INTO key_ring VALUES ('key-1', '<key/>')")]
    [InlineData("operator", "INSERT INTO operator VALUES ('ann', '', '', '', '', 0, 0, NULL, 0)")]
    public async Task A_target_that_somebody_uses_is_left_alone(string table, string use)
    {
        using var folder = await EmbeddedFolder.New();
        await rig.ApplySchema();
        rig.InTarget(use);

        Assert.Equal(1, await rig.Copy(folder));

        Assert.Equal($"--to: it is in use: table {table} is not empty. Copy into a new, empty database.", rig.LastNote);
        Assert.Equal(0L, rig.InTarget("SELECT count(*) FROM reminder"));
        Assert.Equal(1L, rig.InTarget("SELECT count(*) FROM operator WHERE name = ''"));
    }

    [Fact]
    public async Task Without_a_certificate_nothing_is_written()
    {
        using var folder = await EmbeddedFolder.New();
        rig.Target.KeysCertificatePath = "";
        await IsRefusedUnwritten(folder, "Storage:KeysCertificatePath is missing");

        rig.Target.KeysCertificatePath = folder.Database;
        await IsRefusedUnwritten(folder, "must be a PEM file of an RSA certificate and its private key.");
    }

    [Fact]
    public async Task Keys_that_no_certificate_opens_are_not_copied()
    {
        using var folder = await EmbeddedFolder.New(("Storage:KeysCertificatePath", rig.NewCertificate("before")));

        await IsRefusedUnwritten(folder, "none of these certificates opens key-");
    }

    [Fact]
    public async Task A_copy_goes_on_only_with_the_certificate_that_began_it()
    {
        using var folder = await EmbeddedFolder.New();
        folder.AddRows(1000);
        await rig.CopyFirst400(folder);
        rig.Target.KeysCertificatePath = rig.NewCertificate("other");

        Assert.Equal(1, await rig.Copy(folder));

        Assert.Contains("none of these certificates opens key-", rig.LastNote, StringComparison.Ordinal);
        Assert.Equal(400L, rig.InTarget("SELECT count(*) FROM grain_state"));
    }

    [Fact]
    public async Task Keys_that_are_gone_or_others_are_told_before_anything_is_written()
    {
        using var folder = await EmbeddedFolder.New();
        var keys = Path.Combine(folder.Folder, "keys");
        Directory.Delete(keys, recursive: true);
        await IsRefusedUnwritten(folder, $"There are no keys in {keys}.");
        Assert.False(Directory.Exists(keys));

        using var other = await EmbeddedFolder.New();
        await IsRefusedUnwritten(
            folder, "do not open the database of --from.", $"--Storage:KeysPath={other.Folder}/keys");
    }

    public void Dispose() => rig.Dispose();

    private async Task IsRefusedUnwritten(EmbeddedFolder folder, string says, params string[] settings)
    {
        var before = folder.Files();
        Assert.Equal(1, await rig.Copy(folder, settings));
        Assert.Contains(says, rig.LastNote, StringComparison.Ordinal);
        Assert.Equal(0L, rig.InTarget("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"));
        Assert.Equal(before, folder.Files());
    }
}
