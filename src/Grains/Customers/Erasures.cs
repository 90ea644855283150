using System.Diagnostics;
using System.Runtime.InteropServices;
using CryptoPay.Grains.DataKeys;
using CryptoPay.Grains.Index;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Grains.Interfaces.Customers;
using CryptoPay.Payments;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Grains.Customers;

/// <summary>
/// Destroys data keys that are closed, after the orders whose values they encrypt: what an order keeps is taken out of
/// it first. What ends on its way goes on later, as a closed key stays closed.
/// </summary>
internal sealed partial class Erasures(
    IDataKeyStore store, DataKeySource keys, IErasureLog log, IPaymentIntentIndex index, IGrainFactory grains,
    TimeProvider time, ILogger<Erasures> logger)
{
    /// <summary>As <see cref="ErasureEntry.Reason"/>: a customer asked for it.</summary>
    public const string OfCustomer = "customer";

    /// <summary>As <see cref="ErasureEntry.Reason"/>: it was kept for as long as it may be.</summary>
    public const string OfRetention = "retention";

    /// <summary>Erases what it can, and destroys the key where nothing is left that it encrypts.</summary>
    /// <param name="key">A closed one.</param>
    /// <param name="reason">As <see cref="ErasureEntry.Reason"/>.</param>
    public async Task<ErasureRound> Continue(
        StoredDataKey key, string reason, string who, CancellationToken cancellation)
    {
        // An open order leaves a customer's key for one of its own; of its own it has one already.
        var leavesFor = key.Order == "" ? key.Owner : "";
        var round = ErasureRound.None;
        await foreach (var order in index.EachOfDataKey(key.KeyId, cancellation))
            round += await Erase(order, key, leavesFor, reason, who, cancellation);
        if (!(await index.OfDataKey(key.KeyId, "", 1, cancellation)).IsEmpty) return round;
        // Known before it is done: what a crash leaves undone the next start does.
        await log.Add(EntryOf("", key, reason, who), cancellation);
        await store.Destroy(key.KeyId, time.GetUtcNow(), cancellation);
        keys.Forget(key.KeyId);
        return round with { KeysDestroyed = 1 };
    }

    /// <summary>One order of a customer's key that others need still.</summary>
    public Task<ErasureRound> EraseOne(
        string order, StoredDataKey key, string reason, string who, CancellationToken cancellation) =>
        Erase(order, key, leavesFor: "", reason, who, cancellation);

    private async Task<ErasureRound> Erase(
        string order, StoredDataKey key, string leavesFor, string reason, string who, CancellationToken cancellation)
    {
        try
        {
            // Before it is done, as a crash may come between. One that has to wait is known by its new key.
            await log.Add(EntryOf(order, key, reason, who), cancellation);
            var step = await grains.GetOrder(OrderKey.Parse(order))
                .Erase(new ErasureOfOrder(key.KeyId, leavesFor, reason, who));
            return step switch
            {
                ErasureStep.Waiting => ErasureRound.None with { Waiting = 1 },
                ErasureStep.Erased => ErasureRound.None with { Erased = 1 },
                ErasureStep.NotMeant => ErasureRound.None,
                _ => throw new UnreachableException($"No row for {step}."),
            };
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            // One order that cannot be read holds up no other.
            Log.NotErased(logger, failure, order);
            return ErasureRound.None with { Waiting = 1 };
        }
    }

    private ErasureEntry EntryOf(string order, StoredDataKey key, string reason, string who) =>
        new(time.GetUtcNow(), key.KeyId, order, key.Owner, reason, who);

    private static partial class Log
    {
        [LoggerMessage(3030, LogLevel.Error, "Order {Order} could not be erased. It is tried again.")]
        public static partial void NotErased(ILogger logger, Exception failure, string order);
    }
}

/// <summary>What was done, counted.</summary>
/// <param name="Waiting">Orders that cannot be erased yet.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ErasureRound(int Erased, int Waiting, int KeysDestroyed)
{
    public static readonly ErasureRound None;

    public static ErasureRound operator +(ErasureRound one, ErasureRound other) => new(
        one.Erased + other.Erased, one.Waiting + other.Waiting, one.KeysDestroyed + other.KeysDestroyed);
}
