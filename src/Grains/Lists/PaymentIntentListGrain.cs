using System.Collections.Immutable;
using System.Globalization;
using CryptoPay.Grains.Index;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Grains.Storage;
using CryptoPay.Payments.PaymentIntents;
using Orleans.Concurrency;

namespace CryptoPay.Grains.Lists;

[StatelessWorker]
internal sealed class PaymentIntentListGrain(
    IPaymentIntentIndex index, PaymentIntentSerializer serializer, PollingPolicy polling, TimeProvider time)
    : Grain, IPaymentIntentListGrain
{
    public async Task<PaymentIntentPage?> List(PaymentIntentQuery query)
    {
        var before = CursorOf(query.Cursor);
        // Taken for the first page, it would send whoever pages in a loop round and round.
        if (before is null && query.Cursor != "") return null;
        var filter = new IndexFilter(query.Merchant, query.Status, query.From, query.ActionRequired);
        var rows = await index.List(filter, before, query.Take + 1, CancellationToken.None);
        var page = rows.Take(query.Take).ToImmutableArray();
        var now = time.GetUtcNow();
        return new PaymentIntentPage(
            [.. page.Select(row => ViewOf(row, now))], rows.Length > query.Take ? TextOf(page[^1].Cursor) : "");
    }

    private PaymentIntentView ViewOf(IndexRow row, DateTimeOffset now)
    {
        var document = serializer.Deserialize<PaymentIntentDocument>(row.Payload);
        return document.Intent!.ViewAt(now, polling, document.Revision);
    }

    private static string TextOf(IndexCursor cursor) =>
        $"{cursor.Time.ToString(CultureInfo.InvariantCulture)}~{cursor.Key}";

    private static IndexCursor? CursorOf(string text) => text.Split('~', 2) is [var time, var key]
        && long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            ? new IndexCursor(milliseconds, key)
            : null;
}
