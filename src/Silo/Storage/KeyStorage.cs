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
    public static IDataProtectionBuilder AddStoredKeyRing(this IServiceCollection services, StorageOptions options)
    {
        if (options.IsShared) return services.AddKeyRing(options).PersistKeysToPostgres();
        WritableFolder.Verify("Storage:ConnectionString", options.DatabaseFolder);
        WritableFolder.Verify("Storage:KeysPath", options.KeysFolder);
        return services.AddKeyRing(options).PersistKeysToFileSystem(new DirectoryInfo(options.KeysFolder));
    }
}
