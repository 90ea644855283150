using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Http;
using static System.FormattableString;

namespace CryptoPay.Processors.BitPay;

/// <summary>Lists are the merchant facade's alone, and know days only.</summary>
public sealed partial class BitPayProcessor : IListingProcessor
{
    /// <summary>Each row says the rates of every coin in every currency: a hundred may be too long an answer.</summary>
    private const int ListedAtOnce = 20;

    private static readonly Listing<InvoiceWire> Listing = new(
        BitPayJson.Default.InvoiceWire, BitPayInvoices.Read, BitPayInvoices.OrderOf,
        row => row.ReadAs(BitPayJson.Default.InvoicePlaceWire)?.InvoiceTime);

    // Where the settings are not valid any more, a call will say so.
    public bool CanList => options.ValidOrNull(account)?.HasMerchantFacade ?? true;

    public Task<ProcessorResult<ListedPage>> ListInvoices(
        ListingWindow window, string? continueAt, CancellationToken cancellation) =>
        OnMerchantFacade(async settings =>
        {
            var offset = Offsets.Of(continueAt);
            // No page says in which time zone a day is, nor whether the last one is included.
            using var call = Signed(HttpMethod.Get, settings, "invoices",
                Invariant($"&dateStart={Day(window.From.AddDays(-1))}&dateEnd={Day(window.To.AddDays(2))}")
                + Invariant($"&limit={ListedAtOnce}&offset={offset}"));
            var answer = await Send(call, BitPayJson.Default.AnswerWireJsonElementArray, cancellation)
                .ConfigureAwait(false);
            return answer.Then(rows => Listing.PageOf(Offsets.PageAt(offset, rows), window, continueAt));
        });
}
