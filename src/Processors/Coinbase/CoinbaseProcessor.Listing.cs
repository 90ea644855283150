using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Http;

namespace CryptoPay.Processors.Coinbase;

public sealed partial class CoinbaseProcessor : IListingProcessor
{
    private static readonly Listing<CheckoutWire> Listing = new(
        CoinbaseJson.Default.CheckoutWire, CoinbaseInvoices.Read, Rows.OrderOf,
        row => row.ReadAs(CoinbaseJson.Default.CheckoutPlaceWire)?.CreatedAt);

    public async Task<ProcessorResult<ListedPage>> ListInvoices(
        ListingWindow window, string? continueAt, CancellationToken cancellation)
    {
        // Both ends are included there; what is a part of a second too much, the page leaves out.
        var filter = $"startTime={Time(window.From)}&endTime={Time(window.To.AddSeconds(1))}";
        var rows = await Page(filter, continueAt ?? "", cancellation).ConfigureAwait(false);
        return rows.Then(page => Listing.PageOf(page, window, continueAt));

        static string Time(DateTimeOffset at) => Uri.EscapeDataString(CoinbaseInvoices.Time(at));
    }
}
