using CryptoPay.Grains.Access;
using CryptoPay.Grains.DataKeys;
using CryptoPay.Grains.Index;
using CryptoPay.Grains.Storage;
using CryptoPay.Hosting.Storage;
using CryptoPay.Silo.Storage.Erasing;
using CryptoPay.Silo.Storage.Postgres;
using CryptoPay.Silo.Storage.Sql;
using CryptoPay.Silo.Storage.Sqlite;
using Npgsql;

namespace CryptoPay.Silo.Storage;

public static class DatabaseRegistration
{
    /// <summary>
    /// Keeps payment intents and reminders in one database, made and brought up to date when the silo starts. State is
    /// written by the <see cref="Orleans.Storage.IGrainStorageSerializer"/> that is registered: it must write UTF-8
    /// JSON, with the names from which the columns of grain_state are generated.
    /// </summary>
    public static ISiloBuilder AddDatabase(this ISiloBuilder silo, StorageOptions options)
    {
        silo.Services.AddDatabase(options).AddHostedService(services => services.GetRequiredService<DatabaseSchema>())
            .AddHostedService(services => services.GetRequiredService<ErasureStart>());
        return silo
            .AddAdoNetGrainStorage(PaymentIntentDocument.RowsName, storage => storage.Configure<Database>(
                (provider, database) =>
                    (provider.Invariant, provider.DataSource) = (database.Invariant, database.Source)))
            .UseAdoNetReminderService(reminders => reminders.Configure<Database>(
                (provider, database) =>
                    (provider.Invariant, provider.DataSource) = (database.Invariant, database.Source)));
    }

    /// <summary>The database, its schema, and the ports that read and write it: also without a silo.</summary>
    public static IServiceCollection AddDatabase(this IServiceCollection services, StorageOptions options)
    {
        if (options.IsShared)
        {
            services.AddSingleton(_ => PostgresConnections.Open(options))
                .AddSingleton<Database, PostgresDatabase>().AddSingleton<IStorageProbe, PostgresProbe>();
        }
        else
        {
            services.AddSingleton(_ => new SqliteDataSource(options.ConnectionString))
                .AddSingleton<Database, SqliteDatabase>().AddSingleton<IStorageProbe, SqliteProbe>();
        }

        services.AddBeside(ErasureStart.DataKeys, options, options.DataKeys)
            .AddBeside(ErasureStart.Erasures, options, options.Erasures);
        services.AddSingleton<IDataKeyStore>(provider =>
            new DataKeyStore(provider.GetRequiredKeyedService<Database>(ErasureStart.DataKeys)));
        services.AddSingleton<IErasureLog>(provider =>
            new ErasureLog(provider.GetRequiredKeyedService<Database>(ErasureStart.Erasures)));
        return services.AddSingleton<DatabaseSchema>().AddSingleton<ErasureStart>()
            .AddSingleton<IPaymentIntentIndex, PaymentIntentIndex>()
            .AddSingleton<IApiKeyStore, ApiKeyStore>()
            .AddSingleton<IOperatorStore, OperatorStore>()
            .AddSingleton<IAccessLog, AccessLog>();
    }

    /// <summary>Another database by its name; the same connections where it is the same.</summary>
    private static IServiceCollection AddBeside(
        this IServiceCollection services, string name, StorageOptions main, StorageOptions beside)
    {
        if (beside.ConnectionString == main.ConnectionString)
            return services.AddKeyedSingleton(name, (provider, _) => provider.GetRequiredService<Database>());
        if (beside.IsShared)
        {
            return services.AddKeyedSingleton(name, (_, _) => PostgresConnections.Open(beside))
                .AddKeyedSingleton<Database>(name, (provider, _) => new PostgresDatabase(
                    provider.GetRequiredKeyedService<NpgsqlDataSource>(name),
                    provider.GetRequiredService<ILogger<PostgresDatabase>>()));
        }

        return services.AddKeyedSingleton(name, (_, _) => new SqliteDataSource(beside.ConnectionString))
            .AddKeyedSingleton<Database>(name, (provider, _) =>
                new SqliteDatabase(provider.GetRequiredKeyedService<SqliteDataSource>(name)));
    }
}
