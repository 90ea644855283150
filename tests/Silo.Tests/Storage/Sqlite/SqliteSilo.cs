using CryptoPay.Grains.Storage;
using CryptoPay.Silo.Storage;
using CryptoPay.Silo.Storage.Sqlite;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Orleans.TestingHost;

namespace CryptoPay.Silo.Tests.Storage.Sqlite;

/// <summary>A real silo on a real file: one of its own, or one that another silo, or nobody, still has open.</summary>
public sealed class SqliteSilo : IAsyncLifetime
{
    /// <summary>The same tables through a provider that deletes what it clears.</summary>
    public const string Deleting = "deleting";

    /// <summary>The real one; its secrets die with the process.</summary>
    public static readonly PaymentIntentSerializer Serializer = new(new EphemeralDataProtectionProvider());

    private readonly TemporaryFolder? folder;
    private InProcessTestCluster? cluster;

    public SqliteSilo()
    {
        folder = new();
        File = folder.Database;
    }

    private SqliteSilo(string file) => File = file;

    public string File { get; }

    public IServiceProvider Services => cluster!.GetSiloServiceProvider();

    public IGrainFactory Grains => cluster!.Client;

    public IGrainStorage Storage => Services.GetRequiredKeyedService<IGrainStorage>(PaymentIntentDocument.StorageName);

    public IReminderTable Reminders => Services.GetRequiredService<IReminderTable>();

    public SqliteDataSource Source => Services.GetRequiredService<SqliteDataSource>();

    public static async Task<SqliteSilo> Start(string file)
    {
        var silo = new SqliteSilo(file);
        await silo.InitializeAsync();
        return silo;
    }

    public async ValueTask InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.Options.ServiceId = "tests";
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<IGrainStorageSerializer>(Serializer);
            silo.AddSqliteStorage(new StorageOptions { ConnectionString = $"Data Source={File}" });
            silo.AddAdoNetGrainStorage(Deleting, storage => storage.Configure<SqliteDataSource>((provider, source) =>
            {
                provider.Invariant = "System.Data.SQLite";
                provider.DataSource = source;
                provider.DeleteStateOnClear = true;
            }));
        });
        cluster = builder.Build();
        await cluster.DeployAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (cluster is not null)
            await cluster.DisposeAsync();
        folder?.Dispose();
    }
}
