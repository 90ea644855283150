using System.Collections.Immutable;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Grains.Index;

/// <summary>An account's watched orders, woken page by page. One that cannot be woken holds back no other.</summary>
public sealed class WatchedOrders(IPaymentIntentIndex index, IGrainFactory grains)
{
    private const int PageSize = 200;

    /// <param name="status">Only those in this one; null for all.</param>
    /// <returns>How many were woken, and why others were not; the last may be why there are no more.</returns>
    public async Task<(int WokenCount, ImmutableArray<Exception> Failures)> Wake(
        string account, PaymentIntentStatus? status, WakeReason reason, CancellationToken cancellation)
    {
        var count = 0;
        var failures = ImmutableArray.CreateBuilder<Exception>();
        try
        {
            for (var after = ""; ;)
            {
                var keys = await index.Watched(account, status, after, PageSize, cancellation);
                var failed = (await Task.WhenAll(keys.Select(key => Wake(key, reason)))).OfType<Exception>().ToList();
                failures.AddRange(failed);
                count += keys.Length - failed.Count;
                if (keys.Length < PageSize) break;
                after = keys[^1];
            }
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            failures.Add(failure);
        }

        return (count, failures.ToImmutable());
    }

    /// <returns>Why not; null where it was.</returns>
    private async Task<Exception?> Wake(string key, WakeReason reason)
    {
        try
        {
            await grains.GetGrain<IPaymentIntentGrain>(key).Wake(reason);
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
    }
}
