using CryptoPay.Grains;
using CryptoPay.Silo.Start;
using CryptoPay.Silo.Storage;
using CryptoPay.Silo.Storage.Sqlite;
using Microsoft.AspNetCore.DataProtection;

namespace CryptoPay.Silo;

public static class StorageComposition
{
    /// <summary>Keeps payment intents and reminders as section <see cref="StorageOptions.Section"/> says.</summary>
    /// <exception cref="InvalidOperationException">The section names a provider that there is not.</exception>
    public static ISiloBuilder AddStorage(this ISiloBuilder silo) =>
        silo.AddSqliteStorage(OptionsIn(silo.Configuration));

    /// <summary>
    /// The same storage without a silo, for commands, which may run beside a silo that uses it: brought up to this
    /// version, as a silo does at its start.
    /// </summary>
    /// <returns>The ports of the storage.</returns>
    /// <exception cref="InvalidOperationException">
    /// The section is wrong, nothing can be written where it says, or a newer version wrote the database.
    /// </exception>
    public static ServiceProvider OpenStorage(IConfiguration configuration)
    {
        var options = OptionsIn(configuration);
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSqlite(options);
        services.AddOperatorSecrets().AddKeyRing(options);
        var storage = services.BuildServiceProvider();
        storage.GetRequiredService<SqliteSchema>().Apply();
        return storage;
    }

    /// <exception cref="InvalidOperationException">The section names a provider that there is not.</exception>
    public static StorageOptions OptionsIn(IConfiguration configuration)
    {
        var options = configuration.GetSection(StorageOptions.Section).Get<StorageOptions>() ?? new StorageOptions();
        return options.Provider == StorageOptions.Sqlite ? options : throw new InvalidOperationException(
            $"Storage:Provider is '{options.Provider}'. Allowed: {StorageOptions.Sqlite}.");
    }

    /// <summary>
    /// The keys stand beside the rows that they open: without them, what is stored encrypted is lost.
    /// </summary>
    /// <exception cref="InvalidOperationException">Nothing can be written to their folder, or to the rows'.</exception>
    internal static void AddKeyRing(this IServiceCollection services, StorageOptions options)
    {
        WritableFolder.Verify("Storage:ConnectionString", options.DatabaseFolder);
        WritableFolder.Verify("Storage:KeysPath", options.KeysFolder);
        services.AddDataProtection().SetApplicationName(KeyWitness.Application)
            .PersistKeysToFileSystem(new DirectoryInfo(options.KeysFolder));
    }
}
