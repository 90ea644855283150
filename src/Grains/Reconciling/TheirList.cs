using CryptoPay.Payments;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Grains.Reconciling;

/// <summary>What an account showed of one window, page by page.</summary>
internal sealed class TheirList
{
    /// <summary>More than an account makes in one slice; a list without an end is known by it.</summary>
    private const int PagesMax = 5_000;

    private readonly Dictionary<string, ListedInvoice> invoices = new(StringComparer.Ordinal);
    private readonly HashSet<OrderKey> unreadable = [];

    private TheirList() { }

    /// <summary>Each once, as it stood last.</summary>
    public IReadOnlyCollection<ListedInvoice> Invoices => invoices.Values;

    /// <summary>Whose invoices were there and could not be read.</summary>
    public IReadOnlySet<OrderKey> Unreadable => unreadable;

    public int StrangerCount { get; private set; }

    /// <summary>Why it did not show all; "" where it did.</summary>
    public string ErrorCode { get; private set; } = "";

    public bool IsWhole => ErrorCode == "";

    /// <param name="isOurs">An account that is used by others too may show their orders.</param>
    public static async Task<TheirList> Of(
        AccountCalls calls, ListingWindow window, Func<OrderKey, bool> isOurs, CancellationToken cancellation)
    {
        var all = new TheirList();
        string? next = null;
        for (var pages = 0; pages < PagesMax; pages++)
        {
            var answer = await calls.List(window, next, cancellation);
            if (answer is not ProcessorResult<ListedPage>.Found { Value: var page })
            {
                all.ErrorCode = CodeOf(answer);
                return all;
            }

            all.Add(page, isOurs);
            next = page.Next;
            if (next is null) return all;
        }

        all.ErrorCode = ReconciliationCodes.TooManyPages;
        return all;
    }

    private void Add(ListedPage page, Func<OrderKey, bool> isOurs)
    {
        foreach (var invoice in page.Invoices.Where(invoice => isOurs(invoice.Order)))
            invoices[invoice.InvoiceId] = invoice;
        unreadable.UnionWith(page.Unreadable.Where(isOurs));
        StrangerCount += page.StrangerCount + page.Invoices.Count(invoice => !isOurs(invoice.Order));
    }

    private static string CodeOf(ProcessorResult<ListedPage> ending) => ending switch
    {
        ProcessorResult<ListedPage>.Refused refused => refused.Code,
        ProcessorResult<ListedPage>.Unavailable away => away.Code,
        _ => AnswerCodes.Nonsense,
    };
}
