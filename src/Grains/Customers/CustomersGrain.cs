using System.Collections.Immutable;
using CryptoPay.Grains.Cluster;
using CryptoPay.Grains.DataKeys;
using CryptoPay.Grains.Index;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Grains.Interfaces.Customers;
using CryptoPay.Payments;

namespace CryptoPay.Grains.Customers;

internal sealed class CustomersGrain(
    IDataKeyStore store, DataKeySource keys, IErasureLog log, IPaymentIntentIndex index, Erasures erasures,
    RetentionPolicy retention, ClusterLevel level, TimeProvider time) : Grain, ICustomersGrain
{
    private const int UnsealedMax = 100;

    private string Merchant => this.GetPrimaryKeyString();

    public async Task<CustomerErasure?> Erase(Sensitive customerRef, string who)
    {
        if (await Unreadable() is not { } unreadable) return null;
        var owner = await keys.OwnerOf(Merchant, customerRef.Value, CancellationToken.None);
        foreach (var key in await store.OfOwner(owner, CancellationToken.None))
            await store.Close(key.KeyId, time.GetUtcNow(), CancellationToken.None);
        var round = ErasureRound.None;
        foreach (var key in await Live(owner))
            round += await erasures.Continue(key, Erasures.OfCustomer, who, CancellationToken.None);
        if (round.KeysDestroyed > 0) await store.Purge(CancellationToken.None);

        // Those that have just left the customer's key have keys of their own.
        var waiting = ImmutableArray.CreateBuilder<string>();
        await foreach (var order in OrdersOf(owner)) waiting.Add(order);
        var entries = await log.OfOwner(owner, CancellationToken.None);
        var lastDestroyedAt = entries.LastOrDefault(entry => entry.Order == "")?.At;
        return new CustomerErasure(
            [
                .. entries.Select(entry => entry.Order).Where(order => order != "").Except(waiting).Distinct()
                    .Select(OrderIdOf),
            ],
            [.. waiting.Select(OrderIdOf)],
            unreadable,
            entries.Count(entry => entry.Order == ""),
            lastDestroyedAt,
            lastDestroyedAt?.AddDays(retention.BackupDays),
            retention.AccessDays);
    }

    public async Task<ImmutableArray<CustomerOrder>?> Export(Sensitive customerRef)
    {
        if (await Unreadable() is null) return null;
        var owner = await keys.OwnerOf(Merchant, customerRef.Value, CancellationToken.None);
        var orders = ImmutableArray.CreateBuilder<CustomerOrder>();
        await foreach (var order in OrdersOf(owner))
        {
            if (await GrainFactory.GetOrder(OrderKey.Parse(order)).Export() is { } exported) orders.Add(exported);
        }

        return orders.ToImmutable();
    }

    /// <summary>
    /// Orders of earlier versions that cannot be found by their customer, as they cannot be read by anybody.
    /// </summary>
    /// <returns>Null while there are others, which get data keys still.</returns>
    private async Task<ImmutableArray<string>?> Unreadable()
    {
        if (!level.Has(ClusterLevel.DataKeys)) return null;
        var first = $"{Merchant}/";
        var page = (await index.OfDataKey("", first, UnsealedMax, CancellationToken.None))
            .Where(order => order.StartsWith(first, StringComparison.Ordinal)).ToList();
        if (page.Count == UnsealedMax) return null;
        var unreadable = ImmutableArray.CreateBuilder<string>();
        foreach (var order in page)
        {
            try
            {
                await GrainFactory.GetOrder(OrderKey.Parse(order)).Seal();
            }
            catch (Exception)
            {
                // Told as 3033 when it is tried each time.
                unreadable.Add(OrderIdOf(order));
            }
        }

        return unreadable.ToImmutable();
    }

    private async Task<IEnumerable<StoredDataKey>> Live(string owner) =>
        (await store.OfOwner(owner, CancellationToken.None)).Where(key => key.DestroyedAt is null);

    /// <summary>All that are not erased.</summary>
    private async IAsyncEnumerable<string> OrdersOf(string owner)
    {
        foreach (var key in await Live(owner))
            await foreach (var order in index.EachOfDataKey(key.KeyId, CancellationToken.None)) yield return order;
    }

    private static string OrderIdOf(string order) => OrderKey.Parse(order).OrderId;
}
