using System.Data.Common;
using CryptoPay.Silo.Storage.Sql;
using Npgsql;

namespace CryptoPay.Silo.Storage.Postgres;

/// <summary>A server for any number of silos.</summary>
public sealed class PostgresDatabase(NpgsqlDataSource source) : Database
{
    /// <summary>Of the schema's advisory lock: "CryptoPa" in ASCII.</summary>
    private const long SchemaLock = 0x43727970746F5061;

    public override NpgsqlDataSource Source => source;

    public override string Invariant => "Npgsql";

    public override string PayloadBytes => "convert_to(payload::text, 'UTF8')";

    public override string Elements(string parameter) =>
        $"json_array_elements(CAST({parameter} AS json)) AS each(value)";

    public override string Properties(string parameter) => $"json_each_text(CAST({parameter} AS json)) AS each";

    public override DbTransaction BeginSchemaChange()
    {
        var connection = source.OpenConnection();
        var transaction = connection.BeginTransaction();
        using var wait = Command(connection, $"SELECT pg_advisory_xact_lock({SchemaLock})");
        // However long the one takes that changes it now.
        wait.CommandTimeout = 0;
        wait.ExecuteNonQuery();
        return transaction;
    }
}
