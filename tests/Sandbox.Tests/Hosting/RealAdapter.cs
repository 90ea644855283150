using System.Collections.Immutable;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Sandbox.Tests.Hosting;

/// <summary>
/// The adapter that a gateway uses, registered as a host registers it, talking to a sandbox over loopback.
/// </summary>
internal sealed class RealAdapter : IDisposable
{
    private const string Account = "main";
    private readonly ServiceProvider services;

    public RealAdapter(IReadOnlyDictionary<string, string?> settings, TimeProvider clock)
    {
        var section = settings.ToDictionary(pair => $"Processors:{Account}:{pair.Key}", pair => pair.Value);
        services = new ServiceCollection()
            .AddSingleton(clock)
            .AddProcessorAccounts(new ConfigurationBuilder().AddInMemoryCollection(section).Build())
            .BuildServiceProvider();
    }

    private IPaymentProcessor Processor => services.GetRequiredKeyedService<IPaymentProcessor>(Account);

    public IRefundingProcessor Refunds => (IRefundingProcessor)Processor;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static InvoiceRequest Request(string orderId, string cryptoCode = "USDC") => new()
    {
        Order = new("default", orderId),
        AttemptId = Guid.NewGuid().ToString(),
        Price = new Money(10.5m, "USD"),
        CryptoCode = cryptoCode,
        Speed = TransactionSpeed.Medium,
        Description = "Gespräch",
        RateLock = TimeSpan.FromMinutes(15),
        Monitoring = TimeSpan.FromHours(1),
        TolerancePercent = 0.5m,
    };

    public Task<ProcessorResult<Invoice>> Create(InvoiceRequest request) =>
        Processor.CreateInvoice(request, Cancellation);

    public async Task<Invoice> Created(InvoiceRequest request) => Value(await Create(request));

    public async Task<Invoice> Read(string invoiceId) => Value(await Processor.ReadInvoice(invoiceId, Cancellation));

    public async Task<ImmutableArray<Invoice>> Find(string orderId) =>
        Value(await Processor.FindInvoices(new("default", orderId), Cancellation));

    /// <summary>Every page, to the last.</summary>
    public async Task<List<ListedPage>> List(ListingWindow window)
    {
        var listing = services.GetRequiredKeyedService<IListingProcessor>(Account);
        var pages = new List<ListedPage>();
        for (string? next = null; pages.Count is 0 || next is not null; next = pages[^1].Next)
        {
            pages.Add(Value(await listing.ListInvoices(window, next, Cancellation)));
        }

        return pages;
    }

    public async Task<bool> MakeUnpayable(string invoiceId) =>
        Value(await Processor.MakeUnpayable(invoiceId, Cancellation));

    public WebhookReading Read(ReceivedWebhook webhook, DateTimeOffset at) =>
        services.GetRequiredKeyedService<IWebhookReceiver>(Account).Read(new WebhookDelivery(
            name => [.. webhook.Headers
                .Where(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value)],
            webhook.Body, at));

    public void Dispose() => services.Dispose();

    private static T Value<T>(ProcessorResult<T> result) => Assert.IsType<ProcessorResult<T>.Found>(result).Value;
}
