using CryptoPay.Grains.Interfaces.Customers;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Grains.PaymentIntents;

/// <summary>What is personal of an order: given to whom it is about, and erased.</summary>
internal sealed partial class PaymentIntentGrain
{
    public async Task<ErasureStep> Erase(ErasureOfOrder request)
    {
        if (committed.Intent is not { } intent || committed.KeyId != request.DataKeyId) return ErasureStep.NotMeant;
        var erase = new Command.Erase(
            NewIds.Salt(), request.Reason, IsWatched: committed.NextDue is not null, context.Now)
        {
            Who = request.Who,
        };
        await Apply([erase]);
        if (committed.Intent!.ErasedAt is not null) return ErasureStep.Erased;
        if (request.Owner != "")
        {
            var own = await dataKeys.TakeClosed(intent.Order, request.Owner, leaving.Token);
            await Write(committed with { KeyId = own.KeyId, Revision = committed.Revision + 1 });
        }

        return ErasureStep.Waiting;
    }

    public Task<CustomerOrder?> Export() =>
        Task.FromResult(committed.Intent is { } intent ? ExportOf(intent) : null);

    private CustomerOrder ExportOf(PaymentIntent intent) => new()
    {
        View = Answer().View!,
        PosLabel = intent.PosLabel,
        NotificationUrl = intent.NotificationUrl,
        Metadata = intent.Metadata,
        Transactions = TransactionsOf(intent),
        Refunds = [.. intent.Refunds.Select(refund => ViewOf(intent, refund))],
        ClaimLinksSentTo = [.. intent.ClaimLinkSends.Select(send => send.To)],
        History = committed.History,
    };

    /// <summary>A row of an earlier version is written anew, with a data key.</summary>
    public async Task Seal()
    {
        if (committed.Intent is null || committed.KeyId != "") return;
        await Write(committed with { Revision = committed.Revision + 1 });
    }
}
