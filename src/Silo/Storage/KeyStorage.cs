using CryptoPay.Hosting.Storage;
using CryptoPay.Silo.Start;
using CryptoPay.Silo.Storage.Sqlite;
using Microsoft.AspNetCore.DataProtection;

namespace CryptoPay.Silo.Storage;

internal static class KeyStorage
{
    /// <summary>
    /// The keys stand beside the rows that they open: without them, what is stored encrypted is lost.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// Nothing can be written to their folder, or to the rows'; or a certificate is none.
    /// </exception>
    public static void AddStoredKeyRing(this IServiceCollection services, StorageOptions options)
    {
        if (!options.IsShared)
        {
            WritableFolder.Verify("Storage:ConnectionString", options.DatabaseFolder);
            WritableFolder.Verify("Storage:KeysPath", options.KeysFolder);
        }

        services.AddSingleton(options).AddSingleton<KeyWitness>().AddSingleton<SharedKeys>();
        services.AddKeyRingAsStored(options);
    }

    /// <summary>Without a look at whether anything can be written there.</summary>
    /// <exception cref="InvalidOperationException">A certificate is none; the message names it.</exception>
    public static IDataProtectionBuilder AddKeyRingAsStored(this IServiceCollection services, StorageOptions options)
    {
        var ring = services.AddKeyRing(options);
        return options.IsShared
            ? ring.PersistKeysToPostgres()
            : ring.PersistKeysToFileSystem(new DirectoryInfo(options.KeysFolder));
    }
}
