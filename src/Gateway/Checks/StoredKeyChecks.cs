using System.Data.Common;
using System.Globalization;
using CryptoPay.Grains.Access;
using CryptoPay.Grains.Interfaces.Access;
using CryptoPay.Hosting.Storage;
using CryptoPay.Processors.Checks;
using CryptoPay.Silo.Storage.Sqlite;

namespace CryptoPay.Gateway.Checks;

/// <summary>The API keys of the database, where this program has one: which of them end soon.</summary>
internal static class StoredKeyChecks
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    public static async Task<IEnumerable<Finding>> Of(IServiceProvider services, CancellationToken cancellation)
    {
        // Asking for a database that there is not would make one.
        if (services.GetService<IApiKeyStore>() is not { } store
            || !services.GetRequiredService<StorageOptions>().IsThere)
        {
            return [];
        }

        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        try
        {
            return (await store.Open(now, cancellation)).Where(key => key.ExpiresAt < now + Soon)
                .OrderBy(key => key.ExpiresAt).Select(NoteOf);
        }
        catch (DbException)
        {
            // One of an earlier version, which knew no such keys; the start will bring it up to date.
            return [];
        }
    }

    private static Finding NoteOf(StoredKey key) => new(
        FindingKind.Note,
        $"API key {key.Name} ends on {key.ExpiresAt?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}. "
        + "Make another before, with: CryptoPay.Gateway keys add");
}
