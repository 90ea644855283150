using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Web;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors.Tests.Conformance;

/// <summary>An invoice that the processor has, made as this asks; "" as status for a new one.</summary>
public sealed record KeptInvoice(string Id, InvoiceRequest Request, DateTimeOffset CreatedAt, string Status = "");

/// <summary>
/// What every adapter that lists keeps, in its processor's dialect, which the adapter's own tests supply.
/// </summary>
public abstract partial class ListingConformance : AdapterTests
{
    /// <summary>However many rows are asked for, the processor gives no more.</summary>
    private const int AtOnce = 3;

    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly ListingWindow Day = new(Noon.AddHours(-12), Noon.AddHours(12));

    protected InvoiceRequest Request => new()
    {
        Order = new("default", "order-ünï-✓-1"),
        AttemptId = "0b8f7a52-6a0f-4a3e-9c58-0d1c6c5c9c11",
        Price = new Money(10.50m, "USD"),
        CryptoCode = CryptoCode,
        Speed = TransactionSpeed.Medium,
        RateLock = TimeSpan.FromMinutes(15),
        Monitoring = TimeSpan.FromHours(24),
        TolerancePercent = 0.5m,
    };

    /// <summary>Statuses that are paid in full, in part or not at all, as <see cref="Row"/> takes them.</summary>
    protected abstract IEnumerable<string> Statuses { get; }

    /// <summary>The processor's refusal of what a key may not do.</summary>
    protected abstract (Answer.Says Answer, string Code) Forbidden { get; }

    /// <summary>One of its rows.</summary>
    protected abstract JsonObject Row(KeptInvoice invoice);

    /// <summary>A read of one invoice, answered with its row.</summary>
    protected abstract string ReadJson(JsonObject row);

    /// <summary>Whether the call's times want what was made then.</summary>
    protected abstract bool IsAskedFor(HttpCall call, DateTimeOffset createdAt);

    /// <summary>Of the rows that are asked for, the newest first, those of the page that the call names.</summary>
    /// <param name="atOnce">The most rows.</param>
    protected abstract string ListJson(HttpCall call, IReadOnlyList<JsonNode?> rows, int atOnce);

    /// <summary>A page whose rows have no end.</summary>
    protected abstract Answer EndlessPage { get; }

    /// <summary>The member without which a row cannot be read.</summary>
    protected abstract string NeededMember { get; }

    protected static string? Asked(HttpCall call, string name) =>
        HttpUtility.ParseQueryString(new Uri(new Uri("http://server"), call.PathAndQuery).Query)[name];

    protected static IEnumerable<JsonNode?> From(IReadOnlyList<JsonNode?> rows, int skip, int atOnce) =>
        rows.Skip(skip).Take(atOnce).Select(row => row?.DeepClone());

    private KeptInvoice Made(int number, DateTimeOffset at) => new(
        $"invoice-{number}", Request with { Order = new("default", $"order-{number}") }, at);

    private ImmutableArray<KeptInvoice> Eight =>
        [.. Enumerable.Range(1, 8).Select(number => Made(number, Noon.AddMinutes(number)))];

    private void Keeping(IEnumerable<KeptInvoice> kept) =>
        Keeping([.. kept.Select(invoice => (invoice.CreatedAt, (JsonNode?)Row(invoice)))]);

    private void Keeping(params (DateTimeOffset At, JsonNode? Row)[] kept) => Rig.Server.Script = call =>
        new Answer.Says(200, ListJson(call,
            [.. kept.OrderByDescending(row => row.At).Where(row => IsAskedFor(call, row.At)).Select(row => row.Row)],
            AtOnce));

    private Task<ProcessorResult<ListedPage>> Ask(string? continueAt = null, ListingWindow? window = null) =>
        Rig.Elapse(Rig.Listing.ListInvoices(window ?? Day, continueAt, Cancellation));

    private async Task<ListedPage> Page(string? continueAt = null, ListingWindow? window = null) =>
        Assert.IsType<ProcessorResult<ListedPage>.Found>(await Ask(continueAt, window)).Value;

    private async Task<List<ListedPage>> Pages(ListingWindow? window = null)
    {
        var pages = new List<ListedPage>();
        for (string? next = null; pages.Count is 0 || next is not null; next = pages[^1].Next)
        {
            Assert.True(pages.Count < 100);
            pages.Add(await Page(next, window));
        }

        return pages;
    }

    private static List<string> IdsOf(IEnumerable<ListedPage> pages) =>
        [.. pages.SelectMany(page => page.Invoices).Select(invoice => invoice.InvoiceId)];
}
