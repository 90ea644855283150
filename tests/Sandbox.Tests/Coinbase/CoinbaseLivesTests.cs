using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using CryptoPay.Payments.Processors;
using CryptoPay.Sandbox.Coinbase;
using CryptoPay.Sandbox.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Sandbox.Tests.Coinbase;

/// <summary>The real adapter against the dialect, through the lives that a checkout has.</summary>
public sealed class CoinbaseLivesTests : IAsyncLifetime
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private WebhookReceiver receiver = null!;
    private SandboxHost sandbox = null!;
    private RealAdapter adapter = null!;

    public async ValueTask InitializeAsync()
    {
        receiver = await WebhookReceiver.Start();
        sandbox = await SandboxHost.Start(configure: services => services.Configure<CoinbaseOptions>(options =>
        {
            options.PublicKey = key.ExportSubjectPublicKeyInfoPem();
            options.WebhookUrl = receiver.Url;
            options.WebhookSecret = SandboxHost.WebhookSecret;
        }));
        adapter = new RealAdapter(Settings(), sandbox.Clock);
    }

    public async ValueTask DisposeAsync()
    {
        adapter.Dispose();
        await sandbox.DisposeAsync();
        await receiver.DisposeAsync();
        key.Dispose();
    }

    [Fact]
    public async Task A_checkout_is_paid_unnoticed_and_completed_with_a_webhook()
    {
        var created = await adapter.Created(RealAdapter.Request("order-1"));
        Assert.Equal((InvoiceStatus.Open, 0m, 10.5m), (created.Status, created.AmountPaid, created.CryptoAmount));
        Assert.Equal(sandbox.Clock.GetUtcNow().AddMinutes(15), created.ExpiresAt);

        await sandbox.Control("order-1", "pay");
        var seen = await adapter.Read(created.InvoiceId);
        Assert.Equal((InvoiceStatus.Confirming, 10.5m, false), (seen.Status, seen.AmountPaid, seen.IsPaymentConfirmed));

        await sandbox.Control("order-1", "confirm");
        var paid = await adapter.Read(created.InvoiceId);
        Assert.Equal((InvoiceStatus.Settled, 10.5m, true), (paid.Status, paid.AmountPaid, paid.IsPaymentConfirmed));
        Assert.Single(paid.Payments);

        // The first that comes is of the end: none told of the payment.
        var webhook = await receiver.Next();
        Assert.Equal("checkout.payment.success", webhook.Text("eventType"));
        Assert.Equal(
            new WebhookReading.Located(new("default", "order-1")),
            adapter.Read(webhook, sandbox.Clock.GetUtcNow().AddSeconds(299)));
        Assert.IsType<WebhookReading.Forged>(adapter.Read(webhook, sandbox.Clock.GetUtcNow().AddSeconds(301)));
    }

    [Fact]
    public async Task A_payment_that_is_taken_back_fails_the_checkout()
    {
        var created = await adapter.Created(RealAdapter.Request("order-1"));
        await sandbox.Control("order-1", "pay");

        await sandbox.Control("order-1", "double-spend");

        var failed = await adapter.Read(created.InvoiceId);
        Assert.Equal((InvoiceStatus.Invalid, 0m), (failed.Status, failed.AmountPaid));
        Assert.Equal("checkout.payment.failed", (await receiver.Next()).Text("eventType"));
    }

    [Fact]
    public async Task A_checkout_expires_by_itself_and_takes_nothing_after()
    {
        var created = await adapter.Created(RealAdapter.Request("order-1"));

        sandbox.Clock.Advance(TimeSpan.FromMinutes(15));

        Assert.Equal("checkout.payment.expired", (await receiver.Next()).Text("eventType"));
        Assert.Equal(InvoiceStatus.Expired, (await adapter.Read(created.InvoiceId)).Status);
        Assert.True(await adapter.MakeUnpayable(created.InvoiceId));
        Assert.Contains("EXPIRED", await Refusal("pay"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pay?amount=4.00")]
    [InlineData("pay?amount=11")]
    public async Task Only_the_exact_amount_can_be_paid(string control)
    {
        var created = await adapter.Created(RealAdapter.Request("order-1"));

        Assert.Contains("exact amount", await Refusal(control), StringComparison.Ordinal);

        Assert.Equal(InvoiceStatus.Open, (await adapter.Read(created.InvoiceId)).Status);
        await sandbox.Control("order-1", "pay?amount=10.50");
        Assert.Equal(InvoiceStatus.Confirming, (await adapter.Read(created.InvoiceId)).Status);
    }

    [Fact]
    public async Task A_checkout_can_be_made_unpayable_until_it_is_paid()
    {
        var open = await adapter.Created(RealAdapter.Request("order-1"));
        Assert.True(await adapter.MakeUnpayable(open.InvoiceId));
        Assert.True(await adapter.MakeUnpayable(open.InvoiceId));
        var after = await adapter.Read(open.InvoiceId);
        Assert.Equal((InvoiceStatus.Invalid, InvoiceQualifiers.Manual), (after.Status, after.Qualifiers));

        var paid = await adapter.Created(RealAdapter.Request("order-2"));
        await sandbox.Control("order-2", "pay");
        Assert.False(await adapter.MakeUnpayable(paid.InvoiceId));
    }

    [Fact]
    public async Task An_attempt_whose_answer_was_lost_has_one_checkout_however_often_it_is_sent()
    {
        var request = RealAdapter.Request("order-1");
        await sandbox.SetFault("""{"on":"create","fail":"reset-after","times":1}""");
        Assert.IsType<ProcessorResult<Invoice>.Unavailable>(await adapter.Create(request));

        // At the same second the body is the same, and so is the answer; later it is not.
        var again = await adapter.Created(request);
        sandbox.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(new ProcessorResult<Invoice>.Unavailable("idempotency_error"), await adapter.Create(request));

        Assert.Equal(again.InvoiceId, Assert.Single(await adapter.Find("order-1")).InvoiceId);
        Assert.Equal(request.AttemptId, again.AttemptId);
    }

    [Fact]
    public async Task A_search_pages_through_all_of_an_order_and_nothing_else()
    {
        for (var i = 0; i < 101; i++) await adapter.Created(RealAdapter.Request("1"));
        await adapter.Created(RealAdapter.Request("10"));

        Assert.Equal(101, (await adapter.Find("1")).Length);
        Assert.Single(await adapter.Find("10"));
    }

    [Fact]
    public async Task A_search_may_lag()
    {
        await sandbox.SetFault("""{"searchLagMs":3000}""");
        await adapter.Created(RealAdapter.Request("order-1"));
        Assert.Empty(await adapter.Find("order-1"));

        sandbox.Clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Single(await adapter.Find("order-1"));
    }

    [Fact]
    public async Task A_token_by_another_key_of_another_name_or_of_another_time_is_not_known()
    {
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var slow = new TestClock(sandbox.Clock.GetUtcNow().AddSeconds(-121));
        using var otherKey = new RealAdapter(Settings(privateKey: stranger.ExportECPrivateKeyPem()), sandbox.Clock);
        using var otherName = new RealAdapter(Settings(keyId: "another"), sandbox.Clock);
        using var otherTime = new RealAdapter(Settings(), slow);

        foreach (var wrong in new[] { otherKey, otherName, otherTime })
        {
            Assert.Equal(
                new ProcessorResult<Invoice>.Refused("unauthenticated", IsOfSettings: true),
                await wrong.Create(RealAdapter.Request("order-1")));
        }
    }

    [Fact]
    public async Task The_page_shows_the_checkout_and_its_buttons_work()
    {
        var created = await adapter.Created(RealAdapter.Request("order-1"));
        Assert.Contains("10.50 USD", await sandbox.Http.GetStringAsync(created.CheckoutUrl.Value), StringComparison.Ordinal);

        await sandbox.Http.PostAsync($"{created.CheckoutUrl.Value}/pay", null, TestContext.Current.CancellationToken);
        await sandbox.Http.PostAsync($"{created.CheckoutUrl.Value}/confirm", null, TestContext.Current.CancellationToken);

        Assert.Equal(InvoiceStatus.Settled, (await adapter.Read(created.InvoiceId)).Status);
        Assert.Contains("order-1", await sandbox.Http.GetStringAsync("/sandbox"), StringComparison.Ordinal);
    }

    private Dictionary<string, string?> Settings(string? privateKey = null, string keyId = "sandbox-key-id") => new()
    {
        ["Kind"] = "Coinbase",
        ["BaseUrl"] = $"{sandbox.Http.BaseAddress}sandbox/coinbase",
        ["KeyId"] = keyId,
        ["PrivateKey"] = privateKey ?? key.ExportECPrivateKeyPem(),
        ["WebhookSecret"] = SandboxHost.WebhookSecret,
    };

    private async Task<string> Refusal(string control)
    {
        var answer = await sandbox.Send(HttpMethod.Post, $"/sandbox/orders/order-1/{control}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var body = JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        return body.GetProperty("detail").GetString()!;
    }
}
