using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CryptoPay.Loopback;
using CryptoPay.Postgres;

namespace CryptoPay.EndToEnd.Tests;

/// <summary>A gateway and two silos as processes that share a PostgreSQL server.</summary>
public sealed class ClusterTests : IAsyncLifetime
{
    private const string Key = "a-key-of-the-tests";
    private const int OrderCount = 20;

    private readonly string folder = Directory.CreateTempSubdirectory("cryptopay-cluster-").FullName;
    private readonly List<ServerProcess> processes = [];
    private readonly Dictionary<string, string> settings = [];
    private PostgresServer database = null!;

    [Fact]
    public async Task Whoever_comes_first_and_whoever_dies_a_caller_is_answered_in_time_and_no_order_is_lost()
    {
        // The database has no table yet, and nobody is there who would make one.
        var gateway = await StartGateway();
        await IsNotNow(gateway);
        using (var browser = new HttpClient { BaseAddress = gateway.Client.BaseAddress })
        using (var page = await browser.GetAsync("/pay/default/C-1/some-secret"))
            Assert.Contains("<h1>One moment please</h1>", await page.Content.ReadAsStringAsync());

        var silos = await Task.WhenAll(StartSilo(), StartSilo());
        await Eventually.Holds(() => gateway.IsReady("/health/ready"), () => gateway.Output);
        for (var i = 0; i < OrderCount; i++) await Create(gateway, i);

        await silos[0].Kill();
        for (var i = 0; i < OrderCount; i++)
            await Eventually.Holds(async () => await StatusOf(gateway, i) == "Requested", () => gateway.Output);

        // Nothing but the database.
        await silos[1].Kill();
        await IsNotNow(gateway);
        await StartSilo();
        for (var i = 0; i < OrderCount; i++)
            await Eventually.Holds(async () => await StatusOf(gateway, i) == "Requested", () => gateway.Output);

        // The silos see it go and come; it is a word of ours at the caller.
        await database.Stop();
        using var refused = await SendOnce(gateway, OrderCount);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal("unavailable", await CodeOf(refused));
        await database.StartAgain();
        await Create(gateway, OrderCount);
        Assert.DoesNotContain("CodecNotFoundException", gateway.Output);
    }

    public async ValueTask InitializeAsync()
    {
        database = await PostgresServer.Start();
        var keys = Path.Combine(folder, "keys.pem");
        await File.WriteAllTextAsync(keys, KeysCertificate.NewPem());
        settings["Storage:Provider"] = "Postgres";
        settings["Storage:ConnectionString"] = await database.NewDatabase();
        settings["Storage:KeysCertificatePath"] = keys;
        settings["Cluster:Address"] = "127.0.0.1";
        // A processor that nobody is: what is promised here needs none.
        settings["Processors:shop:Kind"] = "BtcPay";
        settings["Processors:shop:BaseUrl"] = "http://localhost:1";
        settings["Processors:shop:ApiKey"] = "key";
        settings["Processors:shop:StoreId"] = "store";
        settings["Processors:shop:WebhookSecret"] = "secret";
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes) await process.DisposeAsync();
        if (database is not null) await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<ServerProcess> StartSilo()
    {
        var silo = await ServerProcess.Start("Silo", Ports.Free(), "/health/ready", settings);
        processes.Add(silo);
        return silo;
    }

    /// <summary>Until it listens.</summary>
    private async Task<ServerProcess> StartGateway()
    {
        var gateway = ServerProcess.Begin("Gateway", Ports.Free(), new(settings)
        {
            ["Cluster:Mode"] = "Client",
            ["ApiKeys:tests:Sha256"] = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Key))),
        });
        processes.Add(gateway);
        gateway.Client.DefaultRequestHeaders.Add("X-Api-Key", Key);
        await Eventually.Holds(() => gateway.IsReady("/health/live"), () => gateway.Output);
        return gateway;
    }

    private static async Task IsNotNow(ServerProcess gateway)
    {
        using var answer = await SendOnce(gateway, 0);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(2), answer.Headers.RetryAfter?.Delta);
        Assert.Equal("unavailable", await CodeOf(answer));
        Assert.False(await gateway.IsReady("/health/ready"));
    }

    private static Task Create(ServerProcess gateway, int number) => Eventually.Holds(
        async () =>
        {
            using var answer = await Send(gateway, number);
            return answer.IsSuccessStatusCode;
        },
        () => gateway.Output);

    /// <summary>Where it is refused for now, it comes again.</summary>
    private static Task<HttpResponseMessage> Send(ServerProcess gateway, int number) => Send(gateway.Client, number);

    private static async Task<HttpResponseMessage> SendOnce(ServerProcess gateway, int number)
    {
        using var client = new HttpClient { BaseAddress = gateway.Client.BaseAddress };
        client.DefaultRequestHeaders.Add("X-Api-Key", Key);
        return await Send(client, number);
    }

    private static Task<HttpResponseMessage> Send(HttpClient client, int number) =>
        client.PostAsJsonAsync("/v1/payment-intents", new
        {
            orderId = $"C-{number}",
            amount = "1.00",
            currency = new { isoCode = "USD", cryptoCode = "BTC" },
        });

    private static async Task<string?> StatusOf(ServerProcess gateway, int number)
    {
        using var answer = await gateway.Client.GetAsync($"/v1/payment-intents/C-{number}");
        // What was answered with success is there: whoever cannot tell says so.
        Assert.NotEqual(HttpStatusCode.NotFound, answer.StatusCode);
        return answer.IsSuccessStatusCode
            ? (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetString()
            : null;
    }

    private static async Task<string?> CodeOf(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errorCode").GetString();
}
