using System.Collections.Immutable;
using CryptoPay.Grains.Index;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Grains.Storage;
using CryptoPay.Payments.Statements;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace CryptoPay.Grains.Statements;

[StatelessWorker]
internal sealed partial class StatementGrain(
    IPaymentIntentIndex index, SealedRows sealing, ILogger<StatementGrain> logger) : Grain, IStatementGrain
{
    private const int PageSize = 100;

    public async Task<StatementPage> Read(StatementQuery query)
    {
        var rows = await index.MoneyMoved(
            query.Merchant, query.From, query.To, IndexCursor.In(query.Cursor), PageSize, CancellationToken.None);
        var orders = ImmutableArray.CreateBuilder<OrderStatement>(rows.Length);
        foreach (var row in rows) orders.Add(await StatementOf(row, query));
        return new StatementPage(
            orders.MoveToImmutable(), rows.Length == PageSize ? rows[^1].Cursor.Text : "");
    }

    private async Task<OrderStatement> StatementOf(IndexRow row, StatementQuery query)
    {
        var orderId = row.Cursor.Key[(row.Cursor.Key.IndexOf('/', StringComparison.Ordinal) + 1)..];
        try
        {
            var document = await sealing.Open(row.Cursor.Key, row.Payload);
            return new OrderStatement(
                orderId, StatementLines.Of(document.Intent!, document.History, query.From, query.To));
        }
        catch (Exception unreadable)
        {
            Log.Unreadable(logger, row.Cursor.Key, unreadable.GetType().Name);
            return new OrderStatement(orderId, [], IsUnreadable: true);
        }
    }

    private static partial class Log
    {
        // Only the type: what a reader says of a document may repeat what is in it.
        [LoggerMessage(3005, LogLevel.Error,
            "A statement says of order {Key} that its row cannot be read: {Fault}.")]
        public static partial void Unreadable(ILogger logger, string key, string fault);
    }
}
