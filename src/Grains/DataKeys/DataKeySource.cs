using System.Security.Cryptography;
using System.Text;
using CryptoPay.Payments;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Caching.Memory;

namespace CryptoPay.Grains.DataKeys;

/// <summary>Makes data keys and finds them again; those in use stay in memory for a while.</summary>
public sealed class DataKeySource(IDataKeyStore store, IDataProtectionProvider protection, TimeProvider time)
    : IDisposable
{
    /// <summary>The ID of the secret that owners are told by.</summary>
    private const string Owners = "owners";

    /// <summary>A customer's next order after this takes a new one; older ones stay for what they encrypted.</summary>
    private static readonly TimeSpan RenewedAfter = TimeSpan.FromDays(90);

    private readonly IDataProtector protector = protection.CreateProtector("CryptoPay.DataKey.v1");
    private readonly MemoryCache remembered = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    /// <summary>The one that is open for a customer, or a new one.</summary>
    /// <param name="customerRef">"": the order gets its own.</param>
    public async Task<DataKey> Take(OrderKey order, string customerRef, CancellationToken cancellation)
    {
        if (customerRef == "") return Remembered(await Make(NewId(), "", order.ToString(), cancellation));
        var owner = await OwnerOf(order.Merchant, customerRef, cancellation);
        var newest = (await store.OfOwner(owner, cancellation)).LastOrDefault(key => key.Order == "");
        return Remembered(newest is { ClosedAt: null } && newest.CreatedAt + RenewedAfter > time.GetUtcNow()
            ? Opened(newest)
            : await Make(NewId(), owner, "", cancellation));
    }

    /// <summary>For an order that is to be erased once it has ended: the customer's may go before.</summary>
    public async Task<DataKey> TakeClosed(OrderKey order, string owner, CancellationToken cancellation)
    {
        var key = Remembered(await Make(NewId(), owner, order.ToString(), cancellation));
        await store.Close(key.KeyId, time.GetUtcNow(), cancellation);
        return key;
    }

    /// <summary>Also one that is destroyed, as that.</summary>
    /// <exception cref="CryptographicException">
    /// It is not in the store, or the key ring does not open it: a backup of the store is older than the rows.
    /// </exception>
    public async Task<DataKey> Find(string keyId, CancellationToken cancellation) =>
        remembered.Get<DataKey>(keyId)
        ?? Remembered(Opened(await store.Find(keyId, cancellation) ?? throw new CryptographicException(
            $"The data key {keyId} is not in the store of data keys. Restore the newest backup of that store.")));

    /// <summary>Whether it is open still, by what the store says now.</summary>
    public async Task<bool> IsOpen(string keyId, CancellationToken cancellation) =>
        await store.Find(keyId, cancellation) is { ClosedAt: null };

    public void Forget(string keyId) => remembered.Remove(keyId);

    /// <summary>A customer of a merchant as the store names one: a digest that nobody can guess a customer by.</summary>
    public async Task<string> OwnerOf(string merchant, string customerRef, CancellationToken cancellation)
    {
        if (remembered.Get<DataKey>(Owners) is null && await store.Find(Owners, cancellation) is null)
            await Make(Owners, "", "", cancellation);
        // Of those that several make at once the first stays.
        var secret = await Find(Owners, cancellation);
        return Convert.ToHexStringLower(
            HMACSHA256.HashData(secret.Secret.Span, Encoding.UTF8.GetBytes($"{merchant}\n{customerRef}")));
    }

    /// <summary>Short, as it stands in each row: 96 bits.</summary>
    private static string NewId() => RandomNumberGenerator.GetHexString(24, lowercase: true);

    public void Dispose() => remembered.Dispose();

    private async Task<DataKey> Make(string keyId, string owner, string order, CancellationToken cancellation)
    {
        var key = new DataKey(keyId, RandomNumberGenerator.GetBytes(32), owner, order, time.GetUtcNow());
        var wrapped = protector.CreateProtector(keyId).Protect(Convert.ToBase64String(key.Secret.Span));
        await store.Add(new StoredDataKey(keyId, wrapped, owner, order, key.CreatedAt), cancellation);
        return key;
    }

    private DataKey Opened(StoredDataKey stored) => new(
        stored.KeyId,
        stored.DestroyedAt is null
            ? Convert.FromBase64String(protector.CreateProtector(stored.KeyId).Unprotect(stored.Wrapped))
            : Array.Empty<byte>(),
        stored.Owner, stored.Order, stored.CreatedAt, stored.ClosedAt, stored.DestroyedAt);

    private DataKey Remembered(DataKey key) => remembered.Set(
        key.KeyId, key, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = TimeSpan.FromHours(1) });
}
