using System.Text.Json;
using CryptoPay.Payments.Processors;
using CryptoPay.Sandbox.CoinbaseCommerce;
using CryptoPay.Sandbox.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using static CryptoPay.Payments.Processors.InvoiceQualifiers;

namespace CryptoPay.Sandbox.Tests.CoinbaseCommerce;

/// <summary>The real adapter against the dialect, through the lives that a charge has.</summary>
public sealed class CoinbaseCommerceLivesTests : IAsyncLifetime
{
    private WebhookReceiver receiver = null!;
    private SandboxHost sandbox = null!;
    private RealAdapter adapter = null!;

    public async ValueTask InitializeAsync()
    {
        receiver = await WebhookReceiver.Start();
        sandbox = await SandboxHost.Start(configure: services => services.Configure<CoinbaseCommerceOptions>(options =>
            (options.WebhookUrl, options.WebhookSecret) = (receiver.Url, SandboxHost.WebhookSecret)));
        adapter = new RealAdapter(Settings("sandbox-api-key"), sandbox.Clock);
    }

    public async ValueTask DisposeAsync()
    {
        adapter.Dispose();
        await sandbox.DisposeAsync();
        await receiver.DisposeAsync();
    }

    [Theory]
    [InlineData("NEW", InvoiceStatus.Open, None, "0")]
    [InlineData("PENDING", InvoiceStatus.Confirming, None, "10.50", "pay")]
    [InlineData("COMPLETED", InvoiceStatus.Settled, None, "10.50", "pay", "confirm")]
    [InlineData("COMPLETED", InvoiceStatus.Settled, None, "10.50", "pay?amount=4", "pay", "confirm")]
    [InlineData("UNRESOLVED/UNDERPAID", InvoiceStatus.Expired, Underpaid, "4", "pay?amount=4", "confirm")]
    [InlineData("UNRESOLVED/OVERPAID", InvoiceStatus.Settled, Overpaid, "20", "pay?amount=20", "confirm")]
    [InlineData("UNRESOLVED/DELAYED", InvoiceStatus.Expired, PaidLate, "10.50", "expire", "pay", "confirm")]
    [InlineData("UNRESOLVED/MULTIPLE", InvoiceStatus.Settled, Overpaid, "21.00", "pay", "confirm", "pay?amount=10.50", "confirm")]
    [InlineData("EXPIRED", InvoiceStatus.Expired, None, "0", "expire")]
    [InlineData("EXPIRED", InvoiceStatus.Expired, None, "0", "pay", "double-spend")]
    public async Task A_life_is_read_as_it_was(
        string text, InvoiceStatus status, InvoiceQualifiers beside, string paid, params string[] controls)
    {
        var created = await adapter.Created(RealAdapter.Request("order-1", "BTC"));
        foreach (var control in controls) await sandbox.Control("order-1", control);

        var read = await adapter.Read(created.InvoiceId);

        Assert.Equal((text, status, beside), (read.StatusText, read.Status, read.Qualifiers));
        Assert.Equal(decimal.Parse(paid, System.Globalization.CultureInfo.InvariantCulture), read.AmountPaid);
        Assert.Equal(controls.Contains("confirm"), read.IsPaymentConfirmed);
    }

    [Fact]
    public async Task Each_step_is_told_and_each_delivery_says_whom_it_is_for()
    {
        var created = await adapter.Created(RealAdapter.Request("order-1", "BTC"));
        await sandbox.Control("order-1", "pay?amount=4");
        await sandbox.Control("order-1", "confirm");
        await sandbox.Http.SendAsync(Resolve(created.InvoiceId), TestContext.Current.CancellationToken);

        foreach (var type in new[] { "charge:created", "charge:pending", "charge:failed", "charge:resolved" })
        {
            var webhook = await receiver.Next();
            Assert.Equal(type, webhook.Json.GetProperty("event").GetProperty("type").GetString());
            Assert.Equal(
                new WebhookReading.Located(new("default", "order-1")),
                adapter.Read(webhook, sandbox.Clock.GetUtcNow()));
        }

        var resolved = await adapter.Read(created.InvoiceId);
        Assert.Equal((InvoiceStatus.Settled, Manual), (resolved.Status, resolved.Qualifiers));
    }

    [Fact]
    public async Task A_charge_expires_after_an_hour_by_itself()
    {
        var created = await adapter.Created(RealAdapter.Request("order-1", "BTC"));
        Assert.Equal(created.CreatedAt.AddHours(1), created.ExpiresAt);

        sandbox.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(InvoiceStatus.Expired, (await adapter.Read(created.InvoiceId)).Status);
        Assert.False(await adapter.MakeUnpayable(created.InvoiceId));
    }

    [Fact]
    public async Task A_charge_can_be_made_unpayable_until_it_is_paid()
    {
        var open = await adapter.Created(RealAdapter.Request("order-1", "BTC"));
        Assert.True(await adapter.MakeUnpayable(open.InvoiceId));
        Assert.True(await adapter.MakeUnpayable(open.InvoiceId));
        Assert.Equal("CANCELED", (await adapter.Read(open.InvoiceId)).StatusText);

        var paid = await adapter.Created(RealAdapter.Request("order-2", "BTC"));
        await sandbox.Control("order-2", "pay");
        Assert.False(await adapter.MakeUnpayable(paid.InvoiceId));
    }

    [Fact]
    public async Task A_charge_whose_answer_was_lost_is_found_behind_a_hundred_others()
    {
        var request = RealAdapter.Request("order-1", "BTC");
        await sandbox.SetFault("""{"on":"create","fail":"reset-after","times":1}""");
        Assert.IsType<ProcessorResult<Invoice>.Unavailable>(await adapter.Create(request));
        for (var i = 0; i < 101; i++) await adapter.Created(RealAdapter.Request("another", "BTC"));

        Assert.Equal(request.AttemptId, Assert.Single(await adapter.Find("order-1")).AttemptId);
        Assert.Equal(101, (await adapter.Find("another")).Length);
    }

    [Fact]
    public async Task A_wrong_key_is_not_known()
    {
        using var wrong = new RealAdapter(Settings("another-key"), sandbox.Clock);

        Assert.Equal(
            new ProcessorResult<Invoice>.Refused("unauthenticated", IsOfSettings: true),
            await wrong.Create(RealAdapter.Request("order-1", "BTC")));
    }

    [Fact]
    public async Task A_charge_is_found_and_moved_by_its_code_too()
    {
        var created = await adapter.Created(RealAdapter.Request("order-1", "BTC"));
        var code = (await Charge(HttpMethod.Get, created.InvoiceId)).GetProperty("code").GetString()!;

        Assert.Equal(created.InvoiceId, (await Charge(HttpMethod.Get, code)).GetProperty("id").GetString());
        await Charge(HttpMethod.Post, $"{code}/cancel");

        Assert.Equal("CANCELED", (await adapter.Read(created.InvoiceId)).StatusText);
    }

    private async Task<JsonElement> Charge(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, $"/sandbox/commerce/charges/{path}");
        request.Headers.Add("X-CC-Api-Key", "sandbox-api-key");
        using var answer = await sandbox.Http.SendAsync(request, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
            .GetProperty("data");
    }

    private Dictionary<string, string?> Settings(string apiKey) => new()
    {
        ["Kind"] = "CoinbaseCommerce",
        ["BaseUrl"] = $"{sandbox.Http.BaseAddress}sandbox/commerce",
        ["ApiKey"] = apiKey,
        ["WebhookSecret"] = SandboxHost.WebhookSecret,
    };

    private static HttpRequestMessage Resolve(string chargeId)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/sandbox/commerce/charges/{chargeId}/resolve");
        request.Headers.Add("X-CC-Api-Key", "sandbox-api-key");
        return request;
    }
}
