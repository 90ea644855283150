using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Http;
using static System.FormattableString;

namespace CryptoPay.Processors.BtcPay;

/// <summary>
/// The store's invoices, newest first, archived ones too. No call of the server's API takes one out of the list: what is
/// made meanwhile can only move others to the next page.
/// </summary>
public sealed partial class BtcPayProcessor : IListingProcessor
{
    private static readonly Listing<InvoiceWire> Listing = new(
        BtcPayJson.Default.InvoiceWire, BtcPayInvoices.Read, Rows.OrderOf,
        row => row.ReadAs(BtcPayJson.Default.InvoicePlaceWire)?.CreatedTime);

    public async Task<ProcessorResult<ListedPage>> ListInvoices(
        ListingWindow window, string? continueAt, CancellationToken cancellation)
    {
        var offset = Offsets.Of(continueAt);
        // Whole seconds, both ends included, of times that are finer than what an invoice says. Without payment
        // methods, as no comparison needs them. Read row by row, as others' metadata is of any size.
        var rows = await Find(Invariant($"invoices?startDate={window.From.ToUnixTimeSeconds()}")
            + Invariant($"&endDate={window.To.ToUnixTimeSeconds() + 1}&includeArchived=true")
            + Invariant($"&skip={offset}&take={Pages.Size}"), _ => true, cancellation).ConfigureAwait(false);
        return rows.Then(found => Listing.PageOf(Offsets.PageAt(offset, found), window, continueAt));
    }
}
