using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CryptoPay.Loopback;

namespace CryptoPay.EndToEnd.Tests;

/// <summary>Gateway and silo as two processes, as docs/settings.md starts them.</summary>
public sealed class ApartTests
{
    private const string Key = "a-key-of-the-tests";

    [Fact]
    public async Task A_gateway_apart_is_ready_while_its_silo_is_there_and_finds_it_again()
    {
        var folder = Directory.CreateTempSubdirectory("cryptopay-apart-").FullName;
        var (siloPort, clusterPort) = (Ports.Free(), Ports.Free().ToString());
        var ofSilo = new Dictionary<string, string>(Shop)
        {
            ["Storage:ConnectionString"] = $"Data Source={Path.Combine(folder, "cryptopay.db")}",
            ["Cluster:GatewayPort"] = clusterPort,
        };
        var silo = await ServerProcess.Start("Silo", siloPort, "/health/ready", ofSilo);
        var ofGateway = new Dictionary<string, string>(Shop)
        {
            ["Cluster:Mode"] = "Client",
            ["Cluster:GatewayPort"] = clusterPort,
            ["ApiKeys:tests:Sha256"] = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Key))),
        };
        await using var gateway = await ServerProcess.Start(
            "Gateway", Ports.Free(), "/health/ready", ofGateway);
        gateway.Client.DefaultRequestHeaders.Add("X-Api-Key", Key);
        Assert.DoesNotContain("dev-only-key", gateway.Output);
        var order = new { orderId = "A-1", amount = "1.00", currency = new { isoCode = "USD", cryptoCode = "BTC" } };
        await Eventually.Holds(
            async () => (await gateway.Client.PostAsJsonAsync("/v1/payment-intents", order)).IsSuccessStatusCode,
            () => gateway.Output);

        await silo.Kill();
        await Eventually.Holds(() => IsReady(gateway, false), () => gateway.Output);
        await silo.DisposeAsync();
        silo = await ServerProcess.Start("Silo", siloPort, "/health/ready", ofSilo);
        await Eventually.Holds(() => IsReady(gateway, true), () => gateway.Output);

        var found = await gateway.Client.GetFromJsonAsync<JsonElement>("/v1/payment-intents/A-1");
        Assert.Equal("Requested", found.GetProperty("status").GetString());
        // That a link is wrong it tells by the key that the silo keeps.
        var guessed = await gateway.Client.GetAsync($"/qr/default/A-1/{new string('A', 32)}.png");
        Assert.Equal(HttpStatusCode.NotFound, guessed.StatusCode);
        await silo.DisposeAsync();
        Directory.Delete(folder, recursive: true);
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
