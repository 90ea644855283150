using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CryptoPay.Loopback;
using CryptoPay.Postgres;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CryptoPay.EndToEnd.Tests;

/// <summary>Who outgrows one process: a gateway's folder goes to PostgreSQL, and its payments go on there.</summary>
public sealed class CopyTests : IAsyncLifetime
{
    private const int MoreRows = 100_000;

    private readonly string folder = Directory.CreateTempSubdirectory("cryptopay-copy-").FullName;
    private readonly Dictionary<string, string> onServer = [];
    private PostgresServer database = null!;

    private string Target => onServer["Storage:ConnectionString"];

    [Fact]
    public async Task A_payment_its_link_and_who_may_call_go_on_even_where_the_copy_was_killed_on_its_way()
    {
        await using var rig = await Rig.Build();
        var inFolder = new Dictionary<string, string>
        {
            ["Storage:ConnectionString"] = $"Data Source={rig.DatabasePath}",
        };
        var key = (await Run("Gateway", inFolder, "keys", "add", "flow")).Said.Single(
            line => line.StartsWith("cpk_", StringComparison.Ordinal));
        Assert.Equal(0, (await Run("Gateway", inFolder, "users", "add", "anna")).ExitCode);
        Assert.True((await rig.Create("CC-1")).IsSuccessStatusCode);
        await rig.UntilStatus("CC-1", "AwaitingPayment");
        var before = await rig.Get("CC-1");

        // While the gateway runs, nothing is copied.
        Assert.Contains("Stop the gateway first.", (await Copy(rig)).Said[^1]);

        await rig.Gateway.Kill();
        await AddRows(rig.DatabasePath);
        await KillOnItsWay(rig);
        var (exitCode, said) = await Copy(rig);
        Assert.True(exitCode == 0, string.Join('\n', said));

        await using var silo = await ServerProcess.Start("Silo", Ports.Free(), "/health/ready", Settings(rig));
        await using var gateway = await ServerProcess.Start("Gateway", Ports.Free(), "/health/ready", new(Settings(rig))
        {
            ["Cluster:Mode"] = "Client",
        });
        gateway.Client.DefaultRequestHeaders.Add("X-Api-Key", key);
        var after = await Get(gateway);
        foreach (var same in (string[])["paymentIntentId", "checkoutUrl", "paymentAddress", "resumeCode", "amount"])
            Assert.Equal(before.GetProperty(same).GetString(), after.GetProperty(same).GetString());
        var payPath = new Uri(before.GetProperty("payUrl").GetString()!).PathAndQuery;
        Assert.Equal(HttpStatusCode.OK, (await gateway.Client.GetAsync(payPath)).StatusCode);
        Assert.Contains("anna", string.Join('\n', (await Run("Gateway", onServer, "users", "list")).Said));

        await rig.Control("CC-1", "pay");
        await rig.Control("CC-1", "confirm");
        await Eventually.Holds(
            async () => (await Get(gateway)).GetProperty("status").GetString() == "Settled", () => silo.Output);
        var events = await gateway.Client.GetFromJsonAsync<JsonElement>("/v1/payment-intents/CC-1/events");
        Assert.True(events.GetProperty("isChainIntact").GetBoolean(), $"{events}");
    }

    public async ValueTask InitializeAsync()
    {
        database = await PostgresServer.Start();
        var keys = Path.Combine(folder, "keys.pem");
        await File.WriteAllTextAsync(keys, KeysCertificate.NewPem());
        onServer["Storage:Provider"] = "Postgres";
        onServer["Storage:ConnectionString"] = await database.NewDatabase();
        onServer["Storage:KeysCertificatePath"] = keys;
    }

    public async ValueTask DisposeAsync()
    {
        if (database is not null) await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private Dictionary<string, string> Settings(Rig rig) => new(onServer)
    {
        ["Processors:shop:Kind"] = "BtcPay",
        ["Processors:shop:BaseUrl"] = $"{rig.Wire.Address}/sandbox/btcpay",
        ["Processors:shop:ApiKey"] = "sandbox-api-key",
        ["Processors:shop:StoreId"] = "sandbox-store",
        ["Processors:shop:WebhookSecret"] = "rig-webhook-secret",
        ["Polling:ShortPeriod"] = "00:00:01",
        ["Cluster:Address"] = "127.0.0.1",
    };

    private Task<(int ExitCode, string[] Said)> Copy(Rig rig) => Run("Silo", onServer, CopyWords(rig));

    private string[] CopyWords(Rig rig) => ["copy", "--from", Path.GetDirectoryName(rig.DatabasePath)!, "--to", Target];

    /// <summary>kill -9 as soon as some of the rows are there.</summary>
    private async Task KillOnItsWay(Rig rig)
    {
        using var copy = Begin("Silo", onServer, CopyWords(rig));
        await Eventually.Holds(
            async () => await InTarget("SELECT to_regclass('grain_state') IS NOT NULL") is true
                && await InTarget("SELECT count(*) FROM grain_state") is > 0L,
            () => $"the copy has ended: {copy.HasExited}");
        copy.Kill();
        await copy.WaitForExitAsync();
        Assert.InRange((long)(await InTarget("SELECT count(*) FROM grain_state"))!, 1, MoreRows - 1);
    }

    private static async Task AddRows(string path)
    {
        await using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < @count)
            INSERT INTO grain_state(service_id, grain_type, grain_key, version, payload)
            SELECT 'cryptopay', 'account', 'account-' || n, 1, '{"version":1}' FROM number
            """;
        command.Parameters.AddWithValue("@count", MoreRows);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<object?> InTarget(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Target);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    private static async Task<JsonElement> Get(ServerProcess gateway) =>
        await gateway.Client.GetFromJsonAsync<JsonElement>("/v1/payment-intents/CC-1");

    private static async Task<(int ExitCode, string[] Said)> Run(
        string project, Dictionary<string, string> settings, params string[] words)
    {
        using var program = Begin(project, settings, words);
        var errors = program.StandardError.ReadToEndAsync();
        var said = await program.StandardOutput.ReadToEndAsync() + await errors;
        await program.WaitForExitAsync();
        return (program.ExitCode, said.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static Process Begin(string project, Dictionary<string, string> settings, params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [ServerProcess.Program(project), .. words])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings) start.Environment[name.Replace(":", "__")] = value;
        return Process.Start(start)!;
    }
}
