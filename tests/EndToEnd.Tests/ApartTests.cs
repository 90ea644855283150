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

    [Fact]
    public async Task As_json_each_line_is_an_object_that_names_order_and_request_at_gateway_and_silo_alike()
    {
        await using var silo = await StartSilo(Json);
        await using var gateway = await StartGateway(Json);
        await Create(gateway);

        var failure = await Line(silo, line => line.Contains("of order default/A-1 failed"));
        var trace = Assert.Single(Scoped("TraceId", failure));
        var request = await Line(gateway, line =>
            line.Contains("Executed endpoint 'HTTP: POST ") && Scoped("TraceId", line).Contains(trace));
        Assert.Equal("default/A-1", Assert.Single(Scoped("Order", failure)));
        Assert.Equal("default/A-1", Assert.Single(Scoped("Order", request)));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Dictionary<string, string> Json => new()
    {
        ["Logs:Format"] = "Json",
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Information",
    };

    /// <summary>All of its output is JSON, or this fails.</summary>
    private static async Task<string> Line(ServerProcess server, Func<string, bool> isIt)
    {
        string? found = null;
        await Eventually.Holds(
            () => Task.FromResult((found = Lines().FirstOrDefault(isIt)) is not null), () => server.Output);
        foreach (var line in Lines()) JsonElement.Parse(line);
        return found!;

        string[] Lines() => server.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string[] Scoped(string name, string line) =>
    [
        .. from scope in JsonElement.Parse(line).GetProperty("Scopes").EnumerateArray()
           where scope.ValueKind == JsonValueKind.Object && scope.TryGetProperty(name, out _)
           select scope.GetProperty(name).GetString()!,
    ];

    private Task<ServerProcess> StartSilo(Dictionary<string, string>? settings = null) => ServerProcess.Start(
        "Silo", siloPort, "/health/ready", new([.. Shop, .. settings ?? []])
        {
            ["Storage:ConnectionString"] = $"Data Source={Path.Combine(folder, "cryptopay.db")}",
            ["Cluster:GatewayPort"] = clusterPort,
        });

    private async Task<ServerProcess> StartGateway(Dictionary<string, string>? settings = null)
    {
        var gateway = await ServerProcess.Start(
            "Gateway", Ports.Free(), "/health/ready", new([.. Shop, .. settings ?? []])
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
