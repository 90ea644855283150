using System.Collections.Immutable;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors;
using CryptoPay.Sandbox.Tests.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Sandbox.Tests.BitPay;

/// <summary>
/// The product's own BitPay adapter, registered as a host registers it, against a sandbox over loopback.
/// </summary>
internal sealed class BitPayAccount : IAsyncDisposable
{
    public const string OrderId = "order-ünï-✓/1";

    public static readonly InvoiceRequest Request = new()
    {
        Order = new("default", OrderId),
        AttemptId = "0b8f7a52-6a0f-4a3e-9c58-0d1c6c5c9c11",
        Price = new Money(10.50m, "USD"),
        CryptoCode = "BTC",
        Speed = TransactionSpeed.Medium,
        Description = "Gespräch 支払い",
        RateLock = TimeSpan.FromMinutes(15),
        Monitoring = TimeSpan.FromHours(24),
        TolerancePercent = 0.5m,
    };

    private readonly ServiceProvider services;

    private BitPayAccount(SandboxHost sandbox, WebhookReceiver webhooks, bool hasMerchantFacade)
    {
        (Sandbox, Webhooks) = (sandbox, webhooks);
        var settings = new Dictionary<string, string?>
        {
            ["Processors:main:Kind"] = "BitPay",
            ["Processors:main:BaseUrl"] = $"{sandbox.Http.BaseAddress}sandbox/bitpay",
            ["Processors:main:ApiToken"] = "sandbox-api-token",
            ["Processors:main:WebhookUrl"] = webhooks.Url,
        };
        if (hasMerchantFacade)
        {
            settings["Processors:main:MerchantToken"] = "sandbox-merchant-token";
            settings["Processors:main:MerchantKey"] = "8d5ec57ba9ada298a9c51d997a12345a7cf45ad2244d4fa067cf7a44201328fe";
        }
        services = new ServiceCollection()
            .AddSingleton<TimeProvider>(sandbox.Clock)
            .AddProcessorAccounts(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider();
    }

    public SandboxHost Sandbox { get; }

    public WebhookReceiver Webhooks { get; }

    public IPaymentProcessor Processor => services.GetRequiredKeyedService<IPaymentProcessor>("main");

    public IRefundingProcessor Refunds => (IRefundingProcessor)Processor;

    public static async Task<BitPayAccount> Open(bool hasMerchantFacade = true, params int[] webhookAnswers) =>
        new(await SandboxHost.Start(), await WebhookReceiver.Start(webhookAnswers), hasMerchantFacade);

    /// <summary>The account on the same sandbox, started anew. This one is over.</summary>
    public async Task<BitPayAccount> Restart()
    {
        await services.DisposeAsync();
        return new BitPayAccount(await Sandbox.Restart(), Webhooks, hasMerchantFacade: true);
    }

    public async Task<Invoice> Create(InvoiceRequest? request = null) =>
        Value(await Processor.CreateInvoice(request ?? Request, TestContext.Current.CancellationToken));

    public async Task<ImmutableArray<Invoice>> Find() =>
        Value(await Processor.FindInvoices(new("default", OrderId), TestContext.Current.CancellationToken));

    /// <summary>Status, qualifiers and money of the read after a control, in short.</summary>
    public async Task<string> After(Invoice invoice, string control = "")
    {
        if (control != "") await Sandbox.Control(OrderId, control);
        var read = await Read(invoice);
        return FormattableString.Invariant(
            $"{read.Status} {read.Qualifiers} {read.AmountPaid:0.00} by {read.Payments.Sum(payment => payment.Value)}");
    }

    public async Task<Invoice> Read(Invoice invoice) =>
        Value(await Processor.ReadInvoice(invoice.InvoiceId, TestContext.Current.CancellationToken));

    /// <summary>Whom the next webhook is for, and the event that it tells.</summary>
    public async Task<(WebhookReading Reading, string Event)> NextWebhook()
    {
        var received = await Webhooks.Next();
        var reading = services.GetRequiredKeyedService<IWebhookReceiver>("main").Read(new WebhookDelivery(
            name => received.Headers
                .FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
                .Value is { } value ? [value] : [],
            received.Body,
            Sandbox.Clock.GetUtcNow()));
        return (reading, received.Json.GetProperty("event").GetProperty("name").GetString()!);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Webhooks.DisposeAsync();
        await Sandbox.DisposeAsync();
    }

    private static T Value<T>(ProcessorResult<T> result) => Assert.IsType<ProcessorResult<T>.Found>(result).Value;
}
