using CryptoPay.Grains;
using CryptoPay.Grains.Storage;
using CryptoPay.Hosting.Storage;
using CryptoPay.Silo.Storage;
using CryptoPay.Silo.Storage.Sql;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Orleans.TestingHost;

namespace CryptoPay.Silo.Tests.Storage.Sql;

/// <summary>A real silo on a real database, which another silo, or nobody, may have open too.</summary>
public class DatabaseSilo(StorageOptions options) : IAsyncLifetime
{
    /// <summary>The same tables through a provider that deletes what it clears.</summary>
    public const string Deleting = "deleting";

    /// <summary>Its secrets die with the process.</summary>
    private static readonly EphemeralDataProtectionProvider Protection = new();

    /// <summary>The real one.</summary>
    public static readonly PaymentIntentSerializer Serializer = new(Protection);

    private InProcessTestCluster? cluster;

    public IServiceProvider Services => cluster!.GetSiloServiceProvider();

    public IGrainFactory Grains => cluster!.Client;

    public IGrainStorage Storage => Services.GetRequiredKeyedService<IGrainStorage>(PaymentIntentDocument.StorageName);

    public IReminderTable Reminders => Services.GetRequiredService<IReminderTable>();

    public Database Database => Services.GetRequiredService<Database>();

    public StorageOptions Options => options;

    /// <summary>One more on the same database, which knows nothing of the others.</summary>
    public static async Task<DatabaseSilo> Start(StorageOptions options)
    {
        var silo = new DatabaseSilo(options);
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
            silo.Services.AddSealedRows().AddSingleton<IDataProtectionProvider>(Protection);
            silo.Services.AddSingleton<IGrainStorageSerializer>(Serializer);
            silo.AddDatabase(options);
            silo.AddAdoNetGrainStorage(Deleting, storage => storage.Configure<Database>((provider, database) =>
            {
                provider.Invariant = database.Invariant;
                provider.DataSource = database.Source;
                provider.DeleteStateOnClear = true;
            }));
        });
        cluster = builder.Build();
        await cluster.DeployAsync();
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (cluster is not null)
            await cluster.DisposeAsync();
    }
}
