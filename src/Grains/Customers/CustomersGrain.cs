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
    private const int PageSize = 100;

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
        foreach (var key in await Live(owner)) waiting.AddRange(await OrdersOf(key));
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
        foreach (var key in await Live(owner))
        {
            foreach (var order in await OrdersOf(key))
            {
                if (await GrainFactory.GetOrder(OrderKey.Parse(order)).Export() is { } exported) orders.Add(exported);
            }
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
        var page = (await index.OfDataKey("", first, PageSize, CancellationToken.None))
            .Where(order => order.StartsWith(first, StringComparison.Ordinal)).ToList();
        if (page.Count == PageSize) return null;
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

    private async Task<ImmutableArray<string>> OrdersOf(StoredDataKey key)
    {
        var orders = ImmutableArray.CreateBuilder<string>();
        for (var after = ""; ; after = orders[^1])
        {
            var page = await index.OfDataKey(key.KeyId, after, PageSize, CancellationToken.None);
            orders.AddRange(page);
            if (page.Length < PageSize) return orders.ToImmutable();
        }
    }

    private static string OrderIdOf(string order) => OrderKey.Parse(order).OrderId;
}
