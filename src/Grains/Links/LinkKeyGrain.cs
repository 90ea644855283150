using CryptoPay.Grains.Interfaces;
using CryptoPay.Grains.PaymentIntents;
using CryptoPay.Grains.Storage;
using CryptoPay.Payments;

namespace CryptoPay.Grains.Links;

internal sealed class LinkKeyGrain(
    [PersistentState("link-key", PaymentIntentDocument.StorageName)] IPersistentState<LinkKeyDocument> storage)
    : Grain, ILinkKeyGrain
{
    // A twin fails to write, and with it its activation: nobody hears of a key that is not on disk.
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (!storage.State.Key.IsEmpty) return;
        storage.State = new LinkKeyDocument { Key = NewIds.LinkKey() };
        await storage.WriteStateAsync(cancellationToken);
    }

    public Task<Sensitive> Get() => Task.FromResult(storage.State.Key);
}

/// <summary>Stands in a row of its own beside the orders, encrypted as what is sensitive in theirs.</summary>
internal sealed record LinkKeyDocument
{
    public Sensitive Key { get; init; } = Sensitive.None;
}
