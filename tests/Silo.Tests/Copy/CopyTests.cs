using System.Text;
using CryptoPay.Grains.Access;
using CryptoPay.Grains.Storage;
using CryptoPay.Payments.History;
using CryptoPay.Postgres;
using CryptoPay.Silo.Storage.Sql;
using CryptoPay.Silo.Tests.Storage.Postgres;
using CryptoPay.Silo.Tests.Storage.Sql;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using OtpNet;

namespace CryptoPay.Silo.Tests.Copy;

/// <summary>A gateway's folder goes to PostgreSQL, and all that it kept goes on there.</summary>
public sealed class CopyTests(SharedPostgres shared) : IDisposable
{
    private readonly CopyRig rig = new(shared);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Orders_are_read_with_the_keys_that_were_copied_and_their_histories_fit_together()
    {
        using var folder = await EmbeddedFolder.New();

        await rig.Succeeds(folder);

        await using var target = rig.OpenTarget();
        var sealing = target.GetRequiredService<SealedRows>();
        var rows = await target.GetRequiredService<Database>().Column(
            "SELECT payload::text FROM grain_state WHERE grain_type = 'intent' ORDER BY grain_key");
        Assert.Equal(3, rows.Count);
        foreach (var (index, row) in rows.Index())
        {
            var document = await sealing.Open($"default/CC-{index + 1}", Encoding.UTF8.GetBytes((string)row));
            Assert.Equal(EmbeddedFolder.Metadata, document.Intent!.Metadata["session"].Value);
            Assert.Equal(100.10m, document.Intent.Price.Amount);
            Assert.True(document.History.Length > 1);
            Assert.Null(HistoryChain.FirstBroken(document.History));
        }

        Assert.Matches("""grain_state +3 +3  equal""", rig.Output);
        Assert.Matches("""histories +3 +3  equal""", rig.Output);
        Assert.Matches("""key_ring +1 +1  equal""", rig.Output);
    }

    [Fact]
    public async Task Data_keys_and_erasures_go_to_the_databases_that_the_settings_name_for_them()
    {
        using var folder = await EmbeddedFolder.New();
        var (keys, erasures) = (shared.NewStorage(), shared.NewStorage());

        await rig.Succeeds(
            folder, $"--Storage:DataKeysConnectionString={keys.ConnectionString}",
            $"--Storage:ErasuresConnectionString={erasures.ConnectionString}");

        Assert.IsType<DBNull>(rig.InTarget("SELECT to_regclass('data_key')::text"));
        await using var ofKeys = new FreshPostgres(keys);
        Assert.Equal(3L, ofKeys.Database.Scalar("SELECT count(*) FROM data_key"));
        await using var ofErasures = new FreshPostgres(erasures);
        Assert.Equal(0L, ofErasures.Database.Scalar("SELECT count(*) FROM erasure"));
    }

    [Fact]
    public async Task Operators_API_keys_and_the_access_log_go_on()
    {
        using var folder = await EmbeddedFolder.New();

        await rig.Succeeds(folder);

        await using var target = rig.OpenTarget();
        var counted = await target.GetRequiredService<IOperatorStore>().CountTry(
            "ann", 5, EmbeddedFolder.Now, EmbeddedFolder.Now.AddMinutes(1));
        var code = new Totp(Base32Encoding.ToBytes(folder.Operator.TotpSecret))
            .ComputeTotp(EmbeddedFolder.Now.UtcDateTime);
        Assert.NotNull(target.GetRequiredService<OperatorSecrets>().Compare(
            counted!.Secrets, folder.Operator.Password, code, EmbeddedFolder.Now));
        var key = Assert.Single(await target.GetRequiredService<IApiKeyStore>().All(Cancellation));
        Assert.Equal(("flow", "hash of flow", "10.0.0.0/8"), (key.Name, key.Sha256, Assert.Single(key.Addresses!)));
        var log = target.GetRequiredService<IAccessLog>();
        await log.Write([EmbeddedFolder.Access("CC-3")], Cancellation);
        Assert.Equal(
            [(1, "CC-1"), (2, "CC-2"), (3, "CC-3")],
            (await log.Read(new AccessFilter(), null, 10, Cancellation))
                .Select(row => (row.Number, row.Access.OrderId)));
    }

    [Fact]
    public async Task Reminders_keep_their_times()
    {
        using var folder = await EmbeddedFolder.New();

        await rig.Succeeds(folder);

        await using var target = rig.OpenTarget();
        Assert.Equal(
            ["payment-intent/default/CC-1 short-poll -4 2026-01-31 09:30:00.123456 60000 3"],
            await target.GetRequiredService<Database>().Column(
                """
                SELECT concat_ws(' ', grain_id, reminder_name, grain_hash,
                                 start_time AT TIME ZONE 'UTC', period, version)
                  FROM reminder WHERE grain_id LIKE '%CC-1'
                """));
    }

    [Fact]
    public async Task Keys_stand_in_the_target_encrypted_and_those_of_the_folder_too_if_they_were()
    {
        var before = rig.NewCertificate("before");
        using var folder = await EmbeddedFolder.New(("Storage:KeysCertificatePath", before));

        await rig.Succeeds(folder, $"--Storage:PreviousKeysCertificatePaths:0={before}");

        await using var target = rig.OpenTarget();
        var xml = (string)target.GetRequiredService<Database>().Scalar("SELECT xml FROM key_ring")!;
        Assert.Contains("<EncryptedData", xml, StringComparison.Ordinal);
        Assert.DoesNotContain("<masterKey", xml, StringComparison.Ordinal);
        Assert.Equal(
            "secret",
            target.GetDataProtectionProvider().CreateProtector("t").Unprotect(await Protected(folder, before)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_byte_of_the_folder_changes(bool wasKilled)
    {
        using var folder = await EmbeddedFolder.New();
        using var killed = wasKilled ? folder.Killed() : null;
        var source = killed ?? folder;
        var before = source.Files();

        await rig.Succeeds(source);

        Assert.Equal(before, source.Files());
        Assert.Matches("""api_key +1 +1  equal""", rig.Output);
    }

    [Fact]
    public async Task What_was_copied_is_not_copied_again()
    {
        using var folder = await EmbeddedFolder.New();
        await rig.Succeeds(folder);
        // A silo has gone on there.
        await using (var target = rig.OpenTarget())
            target.GetRequiredService<Database>().Scalar("UPDATE grain_state SET version = 9");

        await rig.Succeeds(folder);

        Assert.StartsWith("It was copied before: that finished at ", rig.LastNote, StringComparison.Ordinal);
        await using var after = rig.OpenTarget();
        Assert.Equal(9, after.GetRequiredService<Database>().Scalar("SELECT min(version) FROM grain_state"));
    }

    [Fact]
    public async Task A_copy_that_was_ended_on_its_way_is_gone_on_with_and_until_then_no_silo_starts()
    {
        using var folder = await EmbeddedFolder.New();
        folder.AddRows(1000);
        await rig.CopyFirst400(folder);
        var refusal = Assert.Throws<InvalidOperationException>(rig.OpenTarget);
        Assert.StartsWith("A copy into this database has not finished.", refusal.Message, StringComparison.Ordinal);

        await rig.Succeeds(folder);

        Assert.Matches("""grain_state +1003 +1003  equal""", rig.Output);
        await rig.OpenTarget().DisposeAsync();
    }

    public void Dispose() => rig.Dispose();

    private static async Task<string> Protected(EmbeddedFolder folder, string certificate)
    {
        await using var gateway = folder.Open(("Storage:KeysCertificatePath", certificate));
        return gateway.GetDataProtectionProvider().CreateProtector("t").Protect("secret");
    }
}
