using System.Collections.Immutable;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors;
using CryptoPay.Sandbox.Signed;
using CryptoPay.Sandbox.Tests.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Sandbox.Tests.Signed;

/// <summary>The real adapter, by real HTTP, before the real dialect; and the gateway's place for webhooks.</summary>
internal sealed class SignedDesk : IAsyncDisposable
{
    public const string ApiKey = "desk-key";
    public const string Secret = "whsec_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=";
    public const string PrivateKey = "whsk_psv0nzP4CposDOouZoTk2JwwitPWUQMeXJylmI0hViQ=";
    public const string PublicKey = "whpk_nYvbje0Qc+u5KMEvOKu0Nxyu0dQ1j8bFzqaWKOYYgKg=";

    public static readonly InvoiceRequest Request = new()
    {
        Order = new("default", "case/2026 ünï-7"),
        AttemptId = "0b8f7a52-6a0f-4a3e-9c58-0d1c6c5c9c11",
        Price = new Money(100.00m, "USD"),
        CryptoCode = "BTC",
        Speed = TransactionSpeed.Medium,
        Description = "Gespräch",
        RateLock = TimeSpan.FromMinutes(15),
        Monitoring = TimeSpan.FromHours(24),
        TolerancePercent = 0.5m,
    };

    private readonly ServiceProvider services;

    private SignedDesk(SandboxHost sandbox, WebhookReceiver receiver, ServiceProvider services) =>
        (Sandbox, Receiver, this.services) = (sandbox, receiver, services);

    public SandboxHost Sandbox { get; }

    public WebhookReceiver Receiver { get; }

    public IPaymentProcessor Processor => services.GetRequiredKeyedService<IPaymentProcessor>("desk");

    private IWebhookReceiver Verifier => services.GetRequiredKeyedService<IWebhookReceiver>("desk");

    /// <param name="settings">The account's own, beside or in place of these.</param>
    public static async Task<SignedDesk> Start(
        WebhookScheme scheme = WebhookScheme.TimestampBody, params (string Key, string Value)[] settings)
    {
        var receiver = await WebhookReceiver.Start();
        var sandbox = await SandboxHost.Start(configure: services => services.Configure<SignedOptions>(options =>
            (options.ApiKey, options.Scheme, options.WebhookSecret, options.PrivateKey)
                = (ApiKey, scheme, Secret, PrivateKey)));
        var account = new Dictionary<string, string?>
        {
            ["Kind"] = "Signed",
            ["BaseUrl"] = $"{sandbox.Http.BaseAddress}sandbox/signed",
            ["ApiKey"] = ApiKey,
            ["WebhookUrl"] = receiver.Url,
            ["Scheme"] = scheme.ToString(),
            ["WebhookSecret"] = Secret,
        };
        foreach (var (key, value) in settings)
        {
            account[key] = value;
        }
        var services = new ServiceCollection()
            .AddProcessorAccounts(new ConfigurationBuilder().AddInMemoryCollection(
                account.ToDictionary(pair => $"Processors:desk:{pair.Key}", pair => pair.Value)).Build())
            .BuildServiceProvider();
        return new SignedDesk(sandbox, receiver, services);
    }

    public Task<ProcessorResult<Invoice>> Create(InvoiceRequest? request = null) =>
        Processor.CreateInvoice(request ?? Request, TestContext.Current.CancellationToken);

    public async Task<Invoice> Created() => Assert.IsType<ProcessorResult<Invoice>.Found>(await Create()).Value;

    public async Task<Invoice> Read(string invoiceId) => Assert.IsType<ProcessorResult<Invoice>.Found>(
        await Processor.ReadInvoice(invoiceId, TestContext.Current.CancellationToken)).Value;

    public async Task<IReadOnlyList<Invoice>> Find() =>
        Assert.IsType<ProcessorResult<ImmutableArray<Invoice>>.Found>(await Processor.FindInvoices(
            Request.Order, TestContext.Current.CancellationToken)).Value;

    public Task Control(string control) => Sandbox.Control(Request.Order.OrderId, control);

    public WebhookReading Verify(ReceivedWebhook webhook, byte[]? body = null) => Verifier.Read(new WebhookDelivery(
        name => webhook.Headers.TryGetValue(name, out var value) ? [value] : [],
        body ?? webhook.Body,
        Sandbox.Clock.GetUtcNow()));

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Sandbox.DisposeAsync();
        await Receiver.DisposeAsync();
    }
}
