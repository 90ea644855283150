using System.Net.Http.Json;
using System.Text.Json;
using CryptoPay.Loopback;
using Microsoft.Data.Sqlite;

namespace CryptoPay.EndToEnd.Tests;

/// <summary>Gateway and sandbox as two processes, a wiretap between them, files in a folder of their own.</summary>
internal sealed class Rig : IAsyncDisposable
{
    public const string GenesysSecret = "rig-genesys-secret";

    private readonly string folder = Directory.CreateTempSubdirectory("cryptopay-rig-").FullName;
    private readonly int gatewayPort = Ports.Free();
    private readonly int sandboxPort = Ports.Free();

    public ServerProcess Gateway { get; private set; } = null!;

    public ServerProcess Sandbox { get; private set; } = null!;

    public Wiretap Wire { get; private set; } = null!;

    public string DatabasePath => Path.Combine(folder, "cryptopay.db");

    /// <summary>Of the gateway, beside its own: real seconds pass here, so it waits for few of them.</summary>
    private readonly Dictionary<string, string> settings = new()
    {
        ["Polling:ShortPeriod"] = "00:00:01",
        ["Polling:LookUpWindow"] = "00:00:01",
    };

    /// <summary>A program that becomes the gateway, with its arguments.</summary>
    private string[] before = [];

    /// <param name="more">Settings of the gateway, beside its own; "{wire}" stands for the wiretap's address.</param>
    public static Task<Rig> Build(params (string Key, string Value)[] more) => Build([], more);

    /// <param name="before">A program that becomes the gateway, with its arguments.</param>
    public static async Task<Rig> Build(string[] before, (string Key, string Value)[] more)
    {
        var rig = new Rig { before = before };
        foreach (var (key, value) in more) rig.settings[key] = value;
        var settings = new Dictionary<string, string>
        {
            ["Sandbox:ConnectionString"] = $"Data Source={Path.Combine(rig.folder, "sandbox.db")}",
            ["Sandbox:BtcPay:WebhookUrl"] = $"http://localhost:{rig.gatewayPort}/webhooks/shop",
            ["Sandbox:BtcPay:WebhookSecret"] = "rig-webhook-secret",
            ["Sandbox:Genesys:ClientSecret"] = GenesysSecret,
        };
        rig.Sandbox = await ServerProcess.Start("Sandbox", rig.sandboxPort, "/sandbox/faults", settings);
        rig.Wire = await Wiretap.Listen(rig.sandboxPort);
        await rig.StartGateway();
        return rig;
    }

    public async Task StartGateway() =>
        Gateway = await ServerProcess.Start("Gateway", gatewayPort, "/health/ready", new(settings.ToDictionary(
            setting => setting.Key, setting => setting.Value.Replace("{wire}", Wire.Address)))
        {
            ["Storage:ConnectionString"] = $"Data Source={DatabasePath}",
            ["Processors:shop:Kind"] = "BtcPay",
            ["Processors:shop:BaseUrl"] = $"{Wire.Address}/sandbox/btcpay",
            ["Processors:shop:ApiKey"] = "sandbox-api-key",
            ["Processors:shop:StoreId"] = "sandbox-store",
            ["Processors:shop:WebhookSecret"] = "rig-webhook-secret",
        }, before);

    public async Task<HttpResponseMessage> Create(string orderId, Dictionary<string, string>? metadata = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/payment-intents")
        {
            Content = JsonContent.Create(
                new { orderId, amount = "100.00", currency = new { isoCode = "USD", cryptoCode = "BTC" }, metadata }),
        };
        request.Headers.Add("X-Api-Key", "dev-only-key");
        return await Gateway.Client.SendAsync(request);
    }

    /// <summary>
    /// A call during which the gateway is killed. It dies too, unless the machine is so busy that it was answered
    /// first; what is promised is the same.
    /// </summary>
    public static async Task MayDie(Func<Task> call) => await Record.ExceptionAsync(call);

    public async Task<JsonElement> Get(string orderId)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/payment-intents/{orderId}");
        request.Headers.Add("X-Api-Key", "dev-only-key");
        using var answer = await Gateway.Client.SendAsync(request);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public Task<HttpResponseMessage> Refund(string orderId, string refundId) =>
        Post($"{orderId}/refunds", new { refundId, amount = "all" });

    public async Task<HttpResponseMessage> Post(string path, object body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/payment-intents/{path}")
        {
            Content = JsonContent.Create(body),
        };
        request.Headers.Add("X-Api-Key", "dev-only-key");
        return await Gateway.Client.SendAsync(request);
    }

    public Task UntilRefund(string orderId, string refundId, string status)
    {
        var last = default(JsonElement);
        return Until(
            async () => (last = await Get($"{orderId}/refunds/{refundId}")).GetProperty("status").GetString() == status,
            () => $"{refundId} of {orderId} is {last}");
    }

    /// <summary>What the processor has made of refunds, of all orders.</summary>
    public async Task<int> PullPaymentCount()
    {
        var request = new HttpRequestMessage(
            HttpMethod.Get, "/sandbox/btcpay/api/v1/stores/sandbox-store/pull-payments?includeArchived=true");
        request.Headers.TryAddWithoutValidation("Authorization", "token sandbox-api-key");
        using var answer = await Sandbox.Client.SendAsync(request);
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetArrayLength();
    }

    /// <summary>What Genesys Cloud shows, such as <c>workitems/item-1</c>.</summary>
    public async Task<JsonElement> Genesys(string path) =>
        await Sandbox.Client.GetFromJsonAsync<JsonElement>($"/sandbox/genesys/{path}");

    public async Task Control(string orderId, string action) =>
        (await Sandbox.Client.PostAsync($"/sandbox/orders/{orderId}/{action}", null)).EnsureSuccessStatusCode();

    /// <summary>IDs of the order's invoices that can still be paid.</summary>
    public async Task<string[]> PayableInvoicesOf(string orderId) =>
        [.. (await InvoicesOf(orderId)).Where(i => i.GetProperty("isPayable").GetBoolean())
            .Select(i => i.GetProperty("invoiceId").GetString()!)];

    public async Task<JsonElement[]> InvoicesOf(string orderId)
    {
        using var answer = await Sandbox.Client.GetAsync($"/sandbox/orders/{orderId}");
        return answer.IsSuccessStatusCode
            ? [.. (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("invoices").EnumerateArray()]
            : [];
    }

    public Task UntilStatus(string orderId, string status)
    {
        var last = default(JsonElement);
        return Until(async () => (last = await Get(orderId)).GetProperty("status").GetString() == status,
            () => $"{orderId} is {last}");
    }

    public Task Until(Func<Task<bool>> condition, Func<string> whatIs) =>
        Eventually.Holds(
            () =>
            {
                Sandbox.MustLive();
                return condition();
            },
            () => $"{whatIs()}\n{Gateway.Output}");

    /// <summary>While this lives, the gateway can write nothing.</summary>
    public async Task<SqliteConnection> HoldWrites()
    {
        var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Sandbox.DisposeAsync();
        await Wire.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
