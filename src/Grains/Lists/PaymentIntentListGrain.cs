using System.Collections.Immutable;
using CryptoPay.Grains.Index;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Grains.Storage;
using CryptoPay.Payments.Views;
using CryptoPay.Payments.Watching;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace CryptoPay.Grains.Lists;

[StatelessWorker]
internal sealed partial class PaymentIntentListGrain(
    IPaymentIntentIndex index, SealedRows sealing, PollingPolicy polling, TimeProvider time,
    ILogger<PaymentIntentListGrain> logger)
    : Grain, IPaymentIntentListGrain
{
    public async Task<PaymentIntentPage?> List(PaymentIntentQuery query)
    {
        var before = IndexCursor.In(query.Cursor);
        // Taken for the first page, it would send whoever pages in a loop round and round.
        if (before is null && query.Cursor != "") return null;
        var filter = new IndexFilter(query.Merchant, query.Status, query.From, query.ActionRequired,
            query.To, query.SettledFrom, query.SettledTo);
        var rows = await index.List(filter, before, query.Take + 1, CancellationToken.None);
        var page = rows.Take(query.Take).ToImmutableArray();
        var now = time.GetUtcNow();
        var views = ImmutableArray.CreateBuilder<PaymentIntentView>();
        foreach (var row in page)
            if (await ViewOf(row, now) is { } view) views.Add(view);
        return new PaymentIntentPage(
            views.ToImmutable(), rows.Length > query.Take ? page[^1].Cursor.Text : "", page.Length - views.Count);
    }

    /// <returns>Null where the row cannot be read, whatever is wrong with it: the others can.</returns>
    private async Task<PaymentIntentView?> ViewOf(IndexRow row, DateTimeOffset now)
    {
        try
        {
            var document = await sealing.Open(row.Cursor.Key, row.Payload);
            return document.Intent!.ViewAt(now, polling, document.Revision);
        }
        catch (Exception unreadable)
        {
            Log.LeftOut(logger, row.Cursor.Key, unreadable.GetType().Name);
            return null;
        }
    }

    private static partial class Log
    {
        // Only the type: what a reader says of a document may repeat what is in it.
        [LoggerMessage(3003, LogLevel.Error,
            "Order {Key} is left out of a list, as its row cannot be read: {Fault}.")]
        public static partial void LeftOut(ILogger logger, string key, string fault);
    }
}
