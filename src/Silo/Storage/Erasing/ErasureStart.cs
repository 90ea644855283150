using CryptoPay.Grains.DataKeys;
using CryptoPay.Silo.Start;
using CryptoPay.Silo.Storage.Sql;

namespace CryptoPay.Silo.Storage.Erasing;

/// <summary>
/// Makes the store of data keys and the log of erasures where they are missing, and destroys again what a backup has
/// brought back: each start, before any order is read.
/// </summary>
internal sealed partial class ErasureStart(
    [FromKeyedServices(ErasureStart.DataKeys)] Database keys,
    [FromKeyedServices(ErasureStart.Erasures)] Database erasures,
    IDataKeyStore store, IErasureLog log, ILogger<ErasureStart> logger) : BeforeStart
{
    /// <summary>Names the database of the data keys.</summary>
    public const string DataKeys = "data-keys";

    /// <summary>Names the database of the log.</summary>
    public const string Erasures = "erasures";

    /// <exception cref="InvalidOperationException">One of the two cannot be used.</exception>
    public void Apply()
    {
        Make(keys, DataKeyStore.Schema);
        Make(erasures, ErasureLog.Schema);
    }

    protected override void Run()
    {
        Apply();
        Replay().GetAwaiter().GetResult();
    }

    private async Task Replay()
    {
        var (destroyed, hasDestroyed) = (await store.Destroyed(CancellationToken.None), false);
        foreach (var entry in await log.Keys(CancellationToken.None))
        {
            if (destroyed.Contains(entry.KeyId)) continue;
            await store.Destroy(entry.KeyId, entry.At, CancellationToken.None);
            Log.DestroyedAgain(logger, entry.KeyId, entry.At);
            hasDestroyed = true;
        }

        if (hasDestroyed) await store.Purge(CancellationToken.None);
    }

    private static void Make(Database database, string schema)
    {
        using var transaction = database.BeginSchemaChange();
        using var connection = transaction.Connection!;
        using var command = Database.Command(connection, schema);
        command.Transaction = transaction;
        command.ExecuteNonQuery();
        transaction.Commit();
    }

    private static partial class Log
    {
        [LoggerMessage(4008, LogLevel.Warning,
            "Data key {KeyId} was destroyed at {At:u} and had come back, as with a backup. It is destroyed again.")]
        public static partial void DestroyedAgain(ILogger logger, string keyId, DateTimeOffset at);
    }
}
