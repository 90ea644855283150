using CryptoPay.Grains.Index;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Grains.Storage;
using CryptoPay.Payments;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Reconciling;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace CryptoPay.Grains.Reconciling;

/// <summary>
/// What our rows know of their invoices, read without waking grains and without opening anything that is encrypted.
/// </summary>
internal sealed class OurOrders(
    IPaymentIntentIndex index, [FromKeyedServices(PaymentIntentDocument.RowsName)] IGrainStorage rows,
    PaymentIntentSerializer serializer, IGrainFactory grains)
{
    private const int PageSize = 200;

    /// <summary>
    /// Those that were made in a window, at whatever account, page by page; null for one that cannot be read.
    /// </summary>
    /// <param name="pause">Between two pages.</param>
    public async IAsyncEnumerable<(OrderKey Order, OrderSide? Side)> MadeIn(
        ListingWindow window, string account, Func<Task> pause)
    {
        var filter = new IndexFilter(Merchant: null, From: window.From);
        var before = new IndexCursor(window.To.ToUnixTimeMilliseconds(), "");
        while (true)
        {
            var page = await index.List(filter, before, PageSize, CancellationToken.None);
            foreach (var row in page)
                yield return (OrderKey.Parse(row.Cursor.Key), SideIn(row.Payload, account));
            if (page.Length < PageSize) yield break;
            before = page[^1].Cursor;
            await pause();
        }
    }

    /// <returns>Whether there is such an order, and what it knows: null where its row cannot be read.</returns>
    public async Task<(bool Exists, OrderSide? Side)> Find(OrderKey order, string account)
    {
        var row = new GrainState<RawRow>();
        await rows.ReadStateAsync(PaymentIntentDocument.StateName, grains.GetOrder(order).GetGrainId(), row);
        return row.State?.Utf8 is { } utf8 ? (true, SideIn(utf8.ToMemory(), account)) : (false, null);
    }

    private OrderSide? SideIn(ReadOnlyMemory<byte> utf8, string account)
    {
        try
        {
            return OrderSide.Of(serializer.DeserializeClosed<PaymentIntentDocument>(utf8).Intent!, account);
        }
        catch (Exception)
        {
            // Whatever is wrong with it: a sweep tells of it, and the report that it could not be compared.
            return null;
        }
    }
}
