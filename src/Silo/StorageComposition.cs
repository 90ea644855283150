using CryptoPay.Silo.Storage;
using CryptoPay.Silo.Storage.Sqlite;

namespace CryptoPay.Silo;

public static class StorageComposition
{
    /// <summary>Keeps payment intents and reminders as section <see cref="StorageOptions.Section"/> says.</summary>
    /// <exception cref="InvalidOperationException">The section names a provider that there is not.</exception>
    public static ISiloBuilder AddStorage(this ISiloBuilder silo)
    {
        var options = silo.Configuration.GetSection(StorageOptions.Section).Get<StorageOptions>() ?? new();
        return options.Provider switch
        {
            StorageOptions.Sqlite => silo.AddSqliteStorage(options),
            var unknown => throw new InvalidOperationException(
                $"Storage:Provider is '{unknown}'. Allowed: {StorageOptions.Sqlite}."),
        };
    }
}
