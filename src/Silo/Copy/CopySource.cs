using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using CryptoPay.Hosting.Storage;
using CryptoPay.Silo.Storage.Sql;
using CryptoPay.Silo.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CryptoPay.Silo.Copy;

/// <summary>
/// The SQLite database that is copied. While this is open nobody else has it open, and no byte of its files changes.
/// </summary>
internal sealed class CopySource : IDisposable
{
    private const int SqliteBusy = 5;

    private readonly SqliteConnection connection;
    private readonly StorageOptions storage;

    /// <exception cref="InvalidOperationException">
    /// It is not there, somebody has it open, or it is not of this version; the message says what to do.
    /// </exception>
    public CopySource(StorageOptions storage)
    {
        this.storage = storage;
        if (!File.Exists(storage.DatabaseFile))
            throw new InvalidOperationException($"--from: there is no database {storage.DatabaseFile}.");

        // ReadWrite, as who may only read cannot lock.
        connection = new SqliteConnection(new SqliteConnectionStringBuilder(storage.ConnectionString)
        {
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,
            DefaultTimeout = 1,
        }.ToString());
        try
        {
            Lock();
            VerifyVersion();
            Attach("data_keys", storage.DataKeys);
            Attach("erasures", storage.Erasures);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public long Count(string table) => (long)Scalar($"SELECT count(*) FROM {table}")!;

    /// <summary>The names of all that a gateway keeps things in, but for what follows from a row of another.</summary>
    public ImmutableArray<string> Tables =>
    [
        .. Read(
            """
            SELECT name FROM (SELECT * FROM sqlite_master
                UNION ALL SELECT * FROM data_keys.sqlite_master UNION ALL SELECT * FROM erasures.sqlite_master)
             WHERE type = 'table' AND name NOT IN ('schema_version', 'OrleansQuery', 'money_event')
               AND name NOT LIKE 'sqlite%'
             ORDER BY name
            """,
            row => row.GetString(0)),
    ];

    /// <summary>The names of its columns that make a row of a table the one that it is.</summary>
    public ImmutableArray<string> KeyOf(string table) =>
        [.. Read($"SELECT name FROM pragma_table_info('{table}') WHERE pk > 0 ORDER BY pk", row => row.GetString(0))];

    /// <param name="skip">So many of the first are left out.</param>
    public IEnumerable<object?[]> Rows(CopiedTable table, long skip = 0) =>
        Read($"{table.Sql("BINARY")} LIMIT -1 OFFSET {skip}", table.RowIn);

    /// <summary>A hash of all that is copied: it is the same database for as long as this is the same.</summary>
    public string Fingerprint(
        ImmutableArray<CopiedTable> tables, ImmutableArray<RingKey> keys, CopyProgress progress)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var key in keys) Add([key.Id, key.Xml.ToString()]);
        foreach (var table in tables)
        {
            Add([table.Name]);
            foreach (var (index, row) in Rows(table).Index())
            {
                Add(row);
                progress.Say("Read", table, index + 1);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Add(object?[] values) => hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(values));
    }

    /// <summary>A word that the keys of the database open; null where its gateway never looked at its health.</summary>
    public string? Witness => (string?)Scalar("SELECT witness FROM health");

    public void Dispose() => connection.Dispose();

    private void Lock()
    {
        // A log that a killed gateway left behind stays as it is, too.
        var hasLog = ((StorageOptions[])[storage, storage.DataKeys, storage.Erasures])
            .Any(each => File.Exists($"{each.DatabaseFile}-wal"));
        connection.Open();
        if (hasLog) raw.sqlite3_db_config(connection.Handle, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, out _);
        try
        {
            Scalar("PRAGMA query_only = ON");
            Scalar("PRAGMA locking_mode = EXCLUSIVE");
            // Takes the lock. Whoever has the file open holds one too, also between statements.
            Scalar("SELECT count(*) FROM sqlite_master");
        }
        catch (SqliteException busy) when (busy.SqliteErrorCode == SqliteBusy)
        {
            throw new InvalidOperationException(
                $"--from: a process has {storage.DatabaseFile} open. Stop the gateway first.", busy);
        }
    }

    /// <summary>Another file that belongs to it.</summary>
    private void Attach(string name, StorageOptions beside)
    {
        if (!File.Exists(beside.DatabaseFile))
        {
            throw new InvalidOperationException($"--from: {beside.DatabaseFile} is missing, which belongs to "
                + $"{storage.DatabaseFile}. Put it back; without data keys no order can be read.");
        }

        using var attach = connection.CreateCommand();
        attach.CommandText = $"ATTACH @file AS {name}";
        attach.Parameters.AddWithValue("@file", beside.DatabaseFile);
        attach.ExecuteNonQuery();
    }

    private void VerifyVersion()
    {
        var newest = DatabaseSchema.Newest(typeof(SqliteDatabase));
        var version = Scalar("SELECT count(*) FROM sqlite_master WHERE name = 'schema_version'") is 1L
            ? (long)Scalar("SELECT coalesce(max(number), 0) FROM schema_version")!
            : 0;
        if (version == newest) return;
        throw new InvalidOperationException(version == 0
            ? $"--from: {storage.DatabaseFile} is no database of a gateway."
            : $"--from: {storage.DatabaseFile} has schema {version}, this version copies {newest}: "
              + (version < newest
                  ? "start its gateway in this version once, stop it, and copy then."
                  : "copy with the version that wrote it."));
    }

    private IEnumerable<T> Read<T>(string sql, Func<SqliteDataReader, T> read)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        while (reader.Read()) yield return read(reader);
    }

    private object? Scalar(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
