using CryptoPay.Grains.Access;
using CryptoPay.Grains.Index;
using CryptoPay.Grains.Storage;

namespace CryptoPay.Silo.Storage.Sqlite;

public static class SqliteSiloBuilderExtensions
{
    // Of the names that Orleans' providers know, the one behind which they load Microsoft.Data.Sqlite.
    private const string Invariant = "System.Data.SQLite";

    /// <summary>
    /// Keeps payment intents and reminders in one SQLite file, made and brought up to date when the silo starts. State
    /// is written by the <see cref="Orleans.Storage.IGrainStorageSerializer"/> that is registered: it must write UTF-8
    /// JSON, with the names from which the columns of grain_state are generated.
    /// </summary>
    public static ISiloBuilder AddSqliteStorage(this ISiloBuilder silo, StorageOptions options)
    {
        silo.Services.AddSqlite(options).AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(
            services => services.GetRequiredService<SqliteSchema>());
        return silo
            .AddAdoNetGrainStorage(PaymentIntentDocument.StorageName, storage => storage.Configure<SqliteDataSource>(
                (provider, source) => (provider.Invariant, provider.DataSource) = (Invariant, source)))
            .UseAdoNetReminderService(reminders => reminders.Configure<SqliteDataSource>(
                (provider, source) => (provider.Invariant, provider.DataSource) = (Invariant, source)));
    }

    /// <summary>The file, its schema, and the ports that read and write it: also without a silo.</summary>
    public static IServiceCollection AddSqlite(this IServiceCollection services, StorageOptions options) => services
        .AddSingleton(_ => new SqliteDataSource(options.ConnectionString))
        .AddSingleton<SqliteSchema>()
        .AddSingleton<IPaymentIntentIndex, SqlitePaymentIntentIndex>()
        .AddSingleton<IApiKeyStore, SqliteApiKeyStore>()
        .AddSingleton<IOperatorStore, SqliteOperatorStore>()
        .AddSingleton<IAccessLog, SqliteAccessLog>()
        .AddSingleton<IStorageProbe, SqliteProbe>();
}
