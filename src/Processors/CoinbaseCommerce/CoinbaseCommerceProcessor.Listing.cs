using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Http;

namespace CryptoPay.Processors.CoinbaseCommerce;

/// <summary>The list takes no times: it is followed from the newest charge back to the window's start.</summary>
public sealed partial class CoinbaseCommerceProcessor : IListingProcessor
{
    private static readonly Listing<ChargeWire> Listing = new(
        CoinbaseCommerceJson.Default.ChargeWire, CoinbaseCommerceInvoices.Read, Rows.OrderOf,
        row => row.ReadAs(CoinbaseCommerceJson.Default.ChargePlaceWire)?.CreatedAt);

    public async Task<ProcessorResult<ListedPage>> ListInvoices(
        ListingWindow window, string? continueAt, CancellationToken cancellation)
    {
        var rows = await Page(continueAt ?? "", window.From, cancellation).ConfigureAwait(false);
        return rows.Then(page => Listing.PageOf(page, window, continueAt));
    }
}
