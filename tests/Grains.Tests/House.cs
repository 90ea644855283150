using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CryptoPay.Alerting;
using CryptoPay.Clock;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Grains.Tests.Cases;
using CryptoPay.Hosting.Logs;
using CryptoPay.Loopback;
using CryptoPay.Payments;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Views;
using CryptoPay.Sandbox;
using CryptoPay.Silo;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Reminders;
using Orleans.TestingHost;

namespace CryptoPay.Grains.Tests;

/// <summary>
/// A real silo on a real SQLite file and a real sandbox behind real HTTP, on one fake clock. No webhook arrives: what
/// is found out here is found by polling.
/// </summary>
internal sealed class House : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Ends only what hangs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string folder = Directory.CreateTempSubdirectory("cryptopay-house-").FullName;
    private WebApplication? sandbox;
    private WebApplication? silo;

    public LeapingClock Clock { get; } = new(Start);

    public Calls Calls { get; } = new();

    /// <summary>
    /// Of the silo that is opened next, beside its own; "{sandbox}" stands for the sandbox's address.
    /// </summary>
    public Dictionary<string, string> Settings { get; } = [];

    public Alerts Alerts { get; } = new();

    public HttpClient Sandbox { get; private set; } = new();

    private string SandboxAddress => Sandbox.BaseAddress!.ToString().TrimEnd('/');

    public string DatabasePath => Path.Combine(folder, "cryptopay.db");

    public string SandboxDatabasePath => Path.Combine(folder, "sandbox.db");

    public IServiceProvider Silo => silo!.Services;

    /// <param name="strayLookUps">0 where the test moves the clock read by read: a search would come between.</param>
    /// <param name="webhookUrl">"" for no webhooks.</param>
    public static async Task<House> Build(
        int strayLookUps = 3, string webhookUrl = "", params (string Key, string Value)[] settings)
    {
        var house = new House();
        house.Settings["Polling:StrayLookUps"] = $"{strayLookUps}";
        foreach (var (key, value) in settings) house.Settings[key] = value;
        await house.OpenSandbox(webhookUrl);
        await house.OpenSilo();
        return house;
    }

    public IPaymentIntentGrain Order(string orderId) =>
        Silo.GetRequiredService<IGrainFactory>()
            .GetOrder(new OrderKey("default", orderId));

    public static CreatePaymentIntent Request(decimal amount = 100m) =>
        new() { Price = new Money(amount, "USD"), CryptoCode = "BTC" };

    /// <summary>Creates an order and waits until its invoice is there.</summary>
    public async Task<IPaymentIntentGrain> Opened(string orderId)
    {
        var order = Order(orderId);
        await order.Create(Request());
        await Until(order, view => !view.OwesInvoice);
        return order;
    }

    public static Task<PaymentIntentView> Until(IPaymentIntentGrain order, Func<PaymentIntentView, bool> holds) =>
        Until(async () => (await order.Get()).View, view => view is not null && holds(view))!;

    /// <summary>Waits in real time, without moving the clock, for what other threads and processes are at.</summary>
    public static async Task<T> Until<T>(Func<Task<T>> look, Func<T, bool> holds)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        using var limit = new CancellationTokenSource(Patience);
        T seen;
        while (!holds(seen = await look()))
        {
            if (limit.IsCancellationRequested)
                Assert.Fail($"Did not come about in {Patience.TotalMinutes} min. Last seen: {seen}");
            await beat.WaitForNextTickAsync();
        }

        return seen;
    }

    /// <summary>Moves the clock and waits until the read that this makes due is over.</summary>
    public async Task PassToNextRead(TimeSpan step)
    {
        var before = Calls.ReadCount;
        Clock.Advance(step);
        await Until(() => Task.FromResult(Calls.ReadCount), count => count > before);
        await Still();
    }

    /// <summary>Lets the clock run, step by step, until the condition holds: 400 steps at most.</summary>
    public async Task PassUntil(TimeSpan step, Func<Task<bool>> condition)
    {
        for (var i = 0; i < 400; i++)
        {
            await Still();
            if (await condition()) return;
            Clock.Advance(step);
        }

        Assert.Fail($"Did not come about by {Clock.GetUtcNow():u}.");
    }

    /// <summary>Waits until all that could be done without moving the clock is done.</summary>
    public async Task Still() => Assert.True(
        await Task.Factory.StartNew(
            () => SpinWait.SpinUntil(IsStill, Patience), CancellationToken.None, TaskCreationOptions.LongRunning,
            TaskScheduler.Default),
        $"Something still moves after {Patience.TotalMinutes} min.");

    public async Task Control(string orderId, string action, object? body = null) =>
        (await Sandbox.PostAsJsonAsync($"/sandbox/orders/{orderId}/{action}", body ?? new { }))
            .EnsureSuccessStatusCode();

    public async Task Fault(object fault) =>
        (await Sandbox.PutAsJsonAsync("/sandbox/faults", fault)).EnsureSuccessStatusCode();

    public async Task ClearFaults() => (await Sandbox.DeleteAsync("/sandbox/faults")).EnsureSuccessStatusCode();

    public async Task<JsonElement[]> InvoicesOf(string orderId)
    {
        var answer = await Sandbox.GetAsync($"/sandbox/orders/{orderId}");
        if (answer.StatusCode == HttpStatusCode.NotFound) return [];
        var order = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return [.. order.GetProperty("invoices").EnumerateArray()];
    }

    /// <summary>As the store's own API answers.</summary>
    /// <param name="path">Such as <c>pull-payments</c>.</param>
    public async Task<JsonElement> AtStore(string path)
    {
        using var ask = new HttpRequestMessage(
            HttpMethod.Get, $"/sandbox/btcpay/api/v1/stores/sandbox-store/{path}");
        ask.Headers.Authorization = new("token", "sandbox-api-key");
        using var answer = await Sandbox.SendAsync(ask);
        return await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>An invoice behind our back: the same order, by default another attempt.</summary>
    public async Task MakeAnother(string orderId, string? attemptId = null)
    {
        Clock.Advance(TimeSpan.FromSeconds(1));
        using var request = new HttpRequestMessage(
            HttpMethod.Post, "/sandbox/btcpay/api/v1/stores/sandbox-store/invoices")
        {
            Content = JsonContent.Create(new
            {
                amount = "100.00",
                currency = "USD",
                metadata = new { orderId, merchant = "default", attemptId = attemptId ?? Guid.NewGuid().ToString() },
                checkout = new { paymentMethods = new[] { "BTC-CHAIN" } },
            }),
        };
        request.Headers.Authorization = new("token", "sandbox-api-key");
        (await Sandbox.SendAsync(request)).EnsureSuccessStatusCode();
    }

    /// <summary>What stands in the row, which is read without waking the grain.</summary>
    public async Task<string?> StatusInRow(string orderId) =>
        (string?)await Execute($"SELECT status FROM grain_state WHERE grain_key = 'default/{orderId}'");

    /// <summary>
    /// Everything that would remember the open orders is gone: activations, their timers, the reminders' rows.
    /// </summary>
    public async Task Forget()
    {
        var management = Silo.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0);
        await management.ForceActivationCollection(TimeSpan.Zero);
        await Execute("DELETE FROM reminder");
    }

    public Task<object?> Execute(string sql) => Execute(DatabasePath, sql);

    public static async Task<object?> Execute(string databasePath, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={databasePath}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }

    public async Task CloseSilo()
    {
        await silo!.StopAsync().WaitAsync(Patience);
        // A call that stops only now would be waited for on the clock, which nobody moves.
        await Still();
        await silo.DisposeAsync();
    }

    public async Task OpenSilo()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:ConnectionString"] = $"Data Source={DatabasePath}",
            ["Cluster:SiloPort"] = $"{Ports.Free()}",
            ["Cluster:GatewayPort"] = $"{Ports.Free()}",
            // What is read here is read by the order itself.
            ["Reconciling:Daily"] = "false",
            ["Processors:sandbox:Kind"] = "BtcPay",
            ["Processors:sandbox:BaseUrl"] = $"{SandboxAddress}/sandbox/btcpay",
            ["Processors:sandbox:ApiKey"] = "sandbox-api-key",
            ["Processors:sandbox:StoreId"] = "sandbox-store",
            ["Processors:sandbox:WebhookSecret"] = "not used here",
        });
        builder.Configuration.AddInMemoryCollection(Settings.Select(setting =>
            new KeyValuePair<string, string?>(setting.Key, setting.Value.Replace("{sandbox}", SandboxAddress))));
        builder.Logging.SetMinimumLevel(LogLevel.Error).AddProvider(Alerts);
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(Clock);
        HttpHandlers.EndWithTheirHost(builder.Services);
        builder.AddSilo();
        builder.AddLogs();
        builder.Services.UseTimeProviderForBackgroundAreas(TimeProvider.System);
        builder.Services.AddKeyedSingleton<TimeProvider>(
            ReminderTimeProviderNames.Reminders, new ReminderClock(Clock));
        builder.Services.Configure<ReminderOptions>(
            reminders => reminders.ReminderLoadingWindow = TimeSpan.FromDays(60));
        Calls.Listen(builder.Services);
        silo = builder.Build();
        Calls.Listen(Silo.GetRequiredService<IMeterFactory>());
        try
        {
            await silo.StartAsync();
        }
        catch
        {
            await silo.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseSilo();
        Calls.Dispose();
        await sandbox!.StopAsync();
        await sandbox.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Silo and sandbox work on this process's thread pool; what leaves it is a call under way.</summary>
    private bool IsStill()
    {
        var before = Calls.ChangeCount;
        if (Calls.AnyMoves || ThreadPool.PendingWorkItemCount > 0) return false;
        ThreadPool.GetMaxThreads(out var all, out _);
        ThreadPool.GetAvailableThreads(out var idle, out _);
        return idle == all && Calls.ChangeCount == before;
    }

    private async Task OpenSandbox(string webhookUrl)
    {
        var clock = new ProcessorClock(Clock, Calls);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Configuration["Sandbox:Signed:ApiKey"] = "key";
        builder.Configuration["Sandbox:Genesys:ClientSecret"] = Tenant.ClientSecret;
        builder.Configuration["Sandbox:ConnectionString"] = $"Data Source={SandboxDatabasePath}";
        builder.Configuration["Sandbox:BtcPay:WebhookUrl"] = webhookUrl;
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSandbox(builder.Configuration);
        sandbox = builder.Build();
        clock.Watch(sandbox);
        sandbox.MapSandbox();
        await sandbox.StartAsync();
        var address = sandbox.Services.GetRequiredService<IServer>().Features
            .Get<IServerAddressesFeature>()!.Addresses.Single();
        Sandbox = new HttpClient { BaseAddress = new Uri(address) };
    }
}
