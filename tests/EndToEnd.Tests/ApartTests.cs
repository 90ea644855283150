using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CryptoPay.Loopback;

namespace CryptoPay.EndToEnd.Tests;

/// <summary>Gateway and silo as two processes, as docs/settings.md starts them.</summary>
public sealed class ApartTests : IDisposable
{
    private const string Key = "a-key-of-the-tests";

    /// <summary>
    /// How its files begin. Orleans.Runtime and Orleans.Reminders are left out: the dashboard loads them in a client.
    /// </summary>
    private static readonly string[] OfSilo =
    [
        "CryptoPay.Silo.", "CryptoPay.Grains.dll", "Microsoft.Data.Sqlite.", "SQLitePCLRaw.", "libe_sqlite3.",
        "Orleans.Persistence.", "Orleans.Reminders.AdoNet.",
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("cryptopay-apart-").FullName;
    private readonly int siloPort = Ports.Free();
    private readonly string clusterPort = $"{Ports.Free()}";

    [Fact]
    public async Task A_gateway_apart_is_ready_while_its_silo_is_there_and_finds_it_again()
    {
        var silo = await StartSilo();
        await using var gateway = await StartGateway();
        Assert.DoesNotContain("dev-only-key", gateway.Output);
        await Create(gateway);

        await silo.Kill();
        await Eventually.Holds(() => IsReady(gateway, false), () => gateway.Output);
        await silo.DisposeAsync();
        silo = await StartSilo();
        await Eventually.Holds(() => IsReady(gateway, true), () => gateway.Output);

        var found = await gateway.Client.GetFromJsonAsync<JsonElement>("/v1/payment-intents/A-1");
        Assert.Equal("Requested", found.GetProperty("status").GetString());
        // That a link is wrong it tells by the key that the silo keeps.
        var guessed = await gateway.Client.GetAsync($"/qr/default/A-1/{new string('A', 32)}.png");
        Assert.Equal(HttpStatusCode.NotFound, guessed.StatusCode);
        await silo.DisposeAsync();
    }

    [Fact]
    public async Task A_gateway_apart_loads_neither_the_silo_nor_its_storage()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "What a process has loaded is read from /proc.");
        await using var silo = await StartSilo();
        await using var gateway = await StartGateway();
        await Create(gateway);

        var loaded = gateway.LoadedFiles();

        Assert.Contains("CryptoPay.Grains.Interfaces.dll", loaded);
        Assert.DoesNotContain(loaded, file => OfSilo.Any(name => file.StartsWith(name, StringComparison.Ordinal)));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Task<ServerProcess> StartSilo() => ServerProcess.Start("Silo", siloPort, "/health/ready", new(Shop)
    {
        ["Storage:ConnectionString"] = $"Data Source={Path.Combine(folder, "cryptopay.db")}",
        ["Cluster:GatewayPort"] = clusterPort,
    });

    private async Task<ServerProcess> StartGateway()
    {
        var gateway = await ServerProcess.Start("Gateway", Ports.Free(), "/health/ready", new(Shop)
        {
            ["Cluster:Mode"] = "Client",
            ["Cluster:GatewayPort"] = clusterPort,
            ["ApiKeys:tests:Sha256"] = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Key))),
        });
        gateway.Client.DefaultRequestHeaders.Add("X-Api-Key", Key);
        return gateway;
    }

    private static Task Create(ServerProcess gateway)
    {
        var order = new { orderId = "A-1", amount = "1.00", currency = new { isoCode = "USD", cryptoCode = "BTC" } };
        return Eventually.Holds(
            async () => (await gateway.Client.PostAsJsonAsync("/v1/payment-intents", order)).IsSuccessStatusCode,
            () => gateway.Output);
    }

    /// <summary>A processor that nobody is: what is promised here needs none.</summary>
    private static Dictionary<string, string> Shop => new()
    {
        ["Processors:shop:Kind"] = "BtcPay",
        ["Processors:shop:BaseUrl"] = "http://localhost:1",
        ["Processors:shop:ApiKey"] = "key",
        ["Processors:shop:StoreId"] = "store",
        ["Processors:shop:WebhookSecret"] = "secret",
    };

    private static async Task<bool> IsReady(ServerProcess gateway, bool isReady)
    {
        using var answer = await gateway.Client.GetAsync("/health/ready");
        return answer.IsSuccessStatusCode == isReady;
    }
}
