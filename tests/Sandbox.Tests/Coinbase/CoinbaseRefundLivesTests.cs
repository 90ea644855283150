using System.Collections.Immutable;
using System.Security.Cryptography;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;
using CryptoPay.Sandbox.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using CoinbaseOptions = CryptoPay.Sandbox.Coinbase.CoinbaseOptions;
using Found = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Refund>.Found;
using Refused = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Refund>.Refused;
using Unavailable = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Refund>.Unavailable;

namespace CryptoPay.Sandbox.Tests.Coinbase;

/// <summary>The real adapter against the dialect, through the lives that a refund has.</summary>
public sealed class CoinbaseRefundLivesTests : IAsyncLifetime
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private WebhookReceiver receiver = null!;
    private SandboxHost sandbox = null!;
    private RealAdapter adapter = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        receiver = await WebhookReceiver.Start();
        sandbox = await SandboxHost.Start(configure: Configure);
        adapter = new RealAdapter(Settings, sandbox.Clock);
    }

    public async ValueTask DisposeAsync()
    {
        adapter.Dispose();
        await sandbox.DisposeAsync();
        await receiver.DisposeAsync();
        key.Dispose();
    }

    [Fact]
    public async Task A_checkout_is_refunded_in_parts_and_each_webhook_says_whom_to_read()
    {
        var invoice = await Completed();

        var first = Assert.IsType<Found>(await Create(Request(invoice, 4m))).Value;
        Assert.Equal((RefundStatus.Pending, 0m), (first.Status, first.AmountOut));
        Assert.Equal(("COMPLETED", 0m), await Standing(invoice));

        await sandbox.Control("order-1", "refunds/pay-out");
        var paid = await Read(first);
        Assert.Equal((RefundStatus.Completed, new Money(4m, "EUR"), 4m), (paid.Status, paid.Amount, paid.AmountOut));
        Assert.Equal(("PARTIALLY_REFUNDED", 4m), await Standing(invoice));

        Assert.IsType<Found>(await Create(Request(invoice, 6.5m)));
        await sandbox.Control("order-1", "refunds/pay-out");
        Assert.Equal(("REFUNDED", 10.5m), await Standing(invoice));

        Assert.Equal("checkout.payment.success", (await receiver.Next()).Text("eventType"));
        var webhook = await receiver.Next();
        Assert.Equal("checkout.refund.success", webhook.Text("eventType"));
        Assert.Equal(
            new WebhookReading.Located(new("default", "order-1")),
            adapter.Read(webhook, sandbox.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task A_refund_that_fails_gives_nothing_back_and_can_be_asked_for_again()
    {
        var invoice = await Completed();
        var asked = Assert.IsType<Found>(await Create(Request(invoice, 10.5m))).Value;

        await sandbox.Control("order-1", "refunds/reject");

        Assert.Equal((RefundStatus.Failed, 0m), ((await Read(asked)).Status, (await Read(asked)).AmountOut));
        Assert.Equal(("COMPLETED", 0m), await Standing(invoice));
        await receiver.Next();
        Assert.Equal("checkout.refund.failed", (await receiver.Next()).Text("eventType"));
        Assert.IsType<Found>(await Create(Request(invoice, 10.5m)));
    }

    [Fact]
    public async Task Neither_an_unpaid_checkout_nor_more_than_is_left_is_refunded()
    {
        var open = await adapter.Created(Asked("order-2"));
        Assert.Equal(new Refused("invalid_request"), await Create(Request(open, 4m)));

        var invoice = await Completed();
        Assert.Equal(new Refused("invalid_request"), await Create(Request(invoice, 10.51m)));
        Assert.IsType<Found>(await Create(Request(invoice, 4m)));
        Assert.Equal(new Refused("invalid_request"), await Create(Request(invoice, 6.51m)));
    }

    [Fact]
    public async Task A_refund_whose_answer_was_lost_is_found_and_made_once()
    {
        var request = Request(await Completed(), 4m);
        Assert.Empty(await Find(request));
        await sandbox.SetFault("""{"on":"create","fail":"reset-after","times":1}""");
        Assert.True(Assert.IsType<Unavailable>(await Create(request)).WasSent);

        var found = Assert.Single(await Find(request));

        Assert.Equal(new Found(found), await Create(request));
        Assert.Single(await Find(request));
    }

    [Fact]
    public async Task A_key_is_for_one_request_and_a_day()
    {
        var request = Request(await Completed(), 4m);
        await Create(request);

        Assert.Equal(
            new Unavailable("idempotency_error"), await Create(request with { Amount = new Money(5m, "EUR") }));
        sandbox.Clock.Advance(TimeSpan.FromHours(24));
        await Create(request);

        // What the key no longer keeps apart, the reason still shows as twins.
        Assert.Equal(2, (await Find(request)).Length);
    }

    [Fact]
    public async Task A_refund_survives_a_restart_and_so_does_its_key()
    {
        var request = Request(await Completed(), 4m);
        var asked = Assert.IsType<Found>(await Create(request)).Value;

        sandbox = await sandbox.Restart(configure: Configure);
        adapter.Dispose();
        adapter = new RealAdapter(Settings, sandbox.Clock);

        Assert.Equal(new Found(asked), await Create(request));
        await sandbox.Control("order-1", "refunds/pay-out");
        Assert.Equal(RefundStatus.Completed, Assert.Single(await Find(request)).Status);
    }

    [Fact]
    public async Task A_checkout_and_a_refund_are_made_long_after_the_caller_was_told_of_a_failure()
    {
        await Late("create", () => adapter.Create(Asked("order-1")));
        var invoice = Assert.Single(await adapter.Find("order-1"));
        await sandbox.Control("order-1", "pay");
        await sandbox.Control("order-1", "confirm");

        await Late("refund", () => Create(Request(invoice, 4m)));

        await sandbox.Control("order-1", "refunds/pay-out");
        Assert.Equal(("PARTIALLY_REFUNDED", 4m), await Standing(invoice));
    }

    private async Task Late(string on, Func<Task> create)
    {
        await sandbox.SetFault($$"""{"on":"{{on}}","fail":"500","doneAfterMs":25000,"times":1}""");
        await create();
        while (await sandbox.Clock.NextWait() != 25) { }
        sandbox.Clock.Advance(TimeSpan.FromSeconds(25));
        await sandbox.RequestEnded(HttpMethod.Post);
    }

    private Dictionary<string, string?> Settings => new()
    {
        ["Kind"] = "Coinbase",
        ["BaseUrl"] = $"{sandbox.Http.BaseAddress}sandbox/coinbase",
        ["KeyId"] = "sandbox-key-id",
        ["PrivateKey"] = key.ExportECPrivateKeyPem(),
        ["WebhookSecret"] = SandboxHost.WebhookSecret,
    };

    private void Configure(IServiceCollection services) => services.Configure<CoinbaseOptions>(options =>
    {
        options.PublicKey = key.ExportSubjectPublicKeyInfoPem();
        options.WebhookUrl = receiver.Url;
        options.WebhookSecret = SandboxHost.WebhookSecret;
    });

    /// <summary>Priced in a currency that is not one to one with the coin.</summary>
    private static InvoiceRequest Asked(string orderId) =>
        RealAdapter.Request(orderId) with { Price = new Money(10.5m, "EUR") };

    private async Task<Invoice> Completed()
    {
        var invoice = await adapter.Created(Asked("order-1"));
        await sandbox.Control("order-1", "pay");
        await sandbox.Control("order-1", "confirm");
        return invoice;
    }

    private static RefundRequest Request(Invoice invoice, decimal amount) => new()
    {
        InvoiceId = invoice.InvoiceId,
        RefundId = "refund-1",
        Key = Guid.NewGuid().ToString(),
        Amount = new Money(amount, "EUR"),
        CryptoCode = "USDC",
    };

    private Task<ProcessorResult<Refund>> Create(RefundRequest request) =>
        adapter.Refunds.CreateRefund(request, Cancellation);

    private async Task<Refund> Read(Refund refund) => Assert.IsType<Found>(
        await adapter.Refunds.ReadRefund(refund.InvoiceId, refund.ProcessorRefundId, Cancellation)).Value;

    private async Task<ImmutableArray<Refund>> Find(RefundRequest request) =>
        Assert.IsType<ProcessorResult<ImmutableArray<Refund>>.Found>(
            await adapter.Refunds.FindRefunds(request, Cancellation)).Value;

    private async Task<(string Status, decimal AmountRefunded)> Standing(Invoice invoice)
    {
        var read = await adapter.Read(invoice.InvoiceId);
        Assert.Equal((InvoiceStatus.Settled, 10.5m), (read.Status, read.AmountPaid));
        return (read.StatusText.Split(',')[0], read.AmountRefunded);
    }
}
