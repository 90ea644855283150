using CryptoPay.Grains;
using CryptoPay.Hosting.Storage;
using CryptoPay.Silo.Storage;
using CryptoPay.Silo.Storage.Erasing;
using CryptoPay.Silo.Storage.Sql;

namespace CryptoPay.Silo;

public static class StorageComposition
{
    /// <summary>
    /// The storage that the settings name without a silo, for commands, which may run beside a silo that uses it:
    /// brought up to this version, as a silo does at its start.
    /// </summary>
    /// <returns>The ports of the storage.</returns>
    /// <exception cref="InvalidOperationException">
    /// The section is wrong, nothing can be written where it says, a newer version wrote the database, or its keys are
    /// encrypted for another certificate.
    /// </exception>
    public static ServiceProvider OpenStorage(IConfiguration configuration)
    {
        var options = StorageOptions.In(configuration);
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddDatabase(options);
        services.AddOperatorSecrets().AddSealedRows().AddStoredKeyRing(options);
        var storage = services.BuildServiceProvider();
        storage.GetRequiredService<DatabaseSchema>().Apply();
        storage.GetRequiredService<ErasureStart>().Apply();
        if (options.IsShared) storage.GetRequiredService<SharedKeys>().Verify();
        return storage;
    }
}
