using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using CryptoPay.Payments;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Grains.Tests.Reconciling;

/// <summary>A processor account with as many invoices as a test wants, which lists them fast.</summary>
internal sealed class ListedAccount : IPaymentProcessor, IListingProcessor
{
    private const int PageSize = 100;

    /// <summary>Oldest first.</summary>
    private readonly List<Invoice> invoices = [];

    private readonly ConcurrentDictionary<string, Invoice> byId = new();

    /// <summary>Each page that was asked for: the start of its window.</summary>
    public ConcurrentQueue<DateTimeOffset> Asked { get; } = new();

    /// <summary>A list waits here before it is answered.</summary>
    public Func<ListingWindow, Task> Gate { get; set; } = _ => Task.CompletedTask;

    public TimeSpan Takes { get; set; }

    public static Invoice Invoice(OrderKey order, string invoiceId, string attemptId, DateTimeOffset createdAt) => new()
    {
        InvoiceId = invoiceId,
        Merchant = order.Merchant,
        OrderId = order.OrderId,
        AttemptId = attemptId,
        Price = new Money(100m, "USD"),
        Status = InvoiceStatus.Open,
        StatusText = "new",
        CreatedAt = createdAt,
        ExpiresAt = createdAt.AddMinutes(15),
        MonitoredUntil = createdAt.AddHours(24),
    };

    /// <param name="invoice">Made after those before.</param>
    public void Add(Invoice invoice)
    {
        invoices.Add(invoice);
        byId[invoice.InvoiceId] = invoice;
    }

    public async Task<ProcessorResult<ListedPage>> ListInvoices(
        ListingWindow window, string? continueAt, CancellationToken cancellation)
    {
        Asked.Enqueue(window.From);
        await Gate(window);
        await Task.Delay(Takes, cancellation);
        var skip = int.Parse(continueAt ?? "0", CultureInfo.InvariantCulture);
        var found = invoices.Where(invoice => window.Has(invoice.CreatedAt)).Skip(skip).Take(PageSize)
            .Select(ListedInvoice.Of).ToImmutableArray();
        return new ProcessorResult<ListedPage>.Found(new ListedPage
        {
            Invoices = found,
            Next = found.Length < PageSize ? null : (skip + PageSize).ToString(CultureInfo.InvariantCulture),
        });
    }

    public async Task<ProcessorResult<Invoice>> CreateInvoice(InvoiceRequest request, CancellationToken cancellation)
    {
        await Task.Delay(Takes, cancellation);
        var made = Invoice(request.Order, $"of-{request.AttemptId}", request.AttemptId, DateTimeOffset.UtcNow);
        return new ProcessorResult<Invoice>.Found(byId[made.InvoiceId] = made);
    }

    public async Task<ProcessorResult<Invoice>> ReadInvoice(string invoiceId, CancellationToken cancellation)
    {
        await Task.Delay(Takes, cancellation);
        return byId.TryGetValue(invoiceId, out var invoice)
            ? new ProcessorResult<Invoice>.Found(invoice)
            : new ProcessorResult<Invoice>.Refused("http_404");
    }

    public async Task<ProcessorResult<ImmutableArray<Invoice>>> FindInvoices(
        OrderKey order, CancellationToken cancellation)
    {
        await Task.Delay(Takes, cancellation);
        return new ProcessorResult<ImmutableArray<Invoice>>.Found([]);
    }

    public Task<ProcessorResult<bool>> MakeUnpayable(string invoiceId, CancellationToken cancellation) =>
        Task.FromResult<ProcessorResult<bool>>(new ProcessorResult<bool>.Found(true));
}
