using System.Data.Common;
using CryptoPay.Grains.DataKeys;
using CryptoPay.Hosting.Storage;
using CryptoPay.Silo.Start;
using CryptoPay.Silo.Storage.Sql;

namespace CryptoPay.Silo.Storage.Erasing;

/// <summary>
/// Makes the store of data keys and the log of erasures where they are missing, and destroys again what a backup has
/// brought back: each start, before any order is read.
/// </summary>
internal sealed partial class ErasureStart(
    Database orders, [FromKeyedServices(ErasureStart.DataKeys)] Database keys,
    [FromKeyedServices(ErasureStart.Erasures)] Database erasures,
    IDataKeyStore store, IErasureLog log, ILogger<ErasureStart> logger) : BeforeStart
{
    private const string OldestKeySql = """
        SELECT payload ->> 'keyId' FROM grain_state
         WHERE service_id = (SELECT service_id FROM grain_state
                              WHERE coalesce(payload ->> 'keyId', '') > '' AND created_at IS NOT NULL LIMIT 1)
           AND merchant IS NOT NULL AND coalesce(payload ->> 'keyId', '') <> ''
         ORDER BY created_at, grain_key LIMIT 1
        """;

    /// <summary>Names the database of the data keys.</summary>
    public const string DataKeys = "data-keys";

    /// <summary>Names the database of the log.</summary>
    public const string Erasures = "erasures";

    /// <exception cref="InvalidOperationException">One of the two cannot be used; the message names it.</exception>
    public void Apply()
    {
        Make(nameof(StorageOptions.DataKeysConnectionString), keys, DataKeyStore.Schema);
        Make(nameof(StorageOptions.ErasuresConnectionString), erasures, ErasureLog.Schema);
    }

    protected override void Run()
    {
        Apply();
        VerifyKeys();
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

    /// <summary>Another store knows nobody's customers, and would say of each that there is nothing to erase.</summary>
    private void VerifyKeys()
    {
        using var connection = orders.Source.OpenConnection();
        using var oldest = Database.Command(connection, OldestKeySql);
        if (oldest.ExecuteScalar() is not string keyId
            || store.Find(keyId, CancellationToken.None).GetAwaiter().GetResult() is not null)
        {
            return;
        }

        throw new InvalidOperationException("Storage:DataKeysConnectionString: that store does not hold the data key of "
            + "the oldest order, so it is not the one of these orders, or was not brought along. See docs/operations.md, "
            + "\"Backup and restore\".");
    }

    private static void Make(string setting, Database database, string schema)
    {
        try
        {
            using var transaction = database.BeginSchemaChange();
            using var connection = transaction.Connection!;
            using var command = Database.Command(connection, schema);
            command.Transaction = transaction;
            command.ExecuteNonQuery();
            transaction.Commit();
        }
        catch (Exception cannot) when (cannot is DbException or InvalidOperationException)
        {
            throw new InvalidOperationException(
                $"Storage:{setting}: the database there cannot be used: {cannot.Message}", cannot);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4008, LogLevel.Warning,
            "Data key {KeyId} was destroyed at {At:u} and had come back, as with a backup. It is destroyed again.")]
        public static partial void DestroyedAgain(ILogger logger, string keyId, DateTimeOffset at);
    }
}
