using System.Collections.Immutable;
using System.Data.Common;

namespace CryptoPay.Silo.Storage.Sql;

/// <summary>
/// One of the databases that payment intents and reminders can be kept in, as far as they differ: how it is opened and
/// locked, and the few words of SQL that each has its own way for.
/// </summary>
public abstract class Database
{
    /// <summary>Opens its connections; Orleans' providers use it too.</summary>
    public abstract DbDataSource Source { get; }

    /// <summary>What Orleans calls the provider of these connections.</summary>
    public abstract string Invariant { get; }

    /// <summary>The document of a row as UTF-8 bytes.</summary>
    public abstract string PayloadBytes { get; }

    /// <summary>
    /// The start of the transaction in which one process at a time changes the schema. It ends with its connection.
    /// </summary>
    /// <exception cref="InvalidOperationException">It cannot be used for payments; the message says why.</exception>
    public abstract DbTransaction BeginSchemaChange();

    /// <summary>Whether this version can run on what is there.</summary>
    /// <exception cref="InvalidOperationException">
    /// Another database is only half copied into this one, or a newer version has written what this one cannot read.
    /// </exception>
    public virtual void VerifyUsable() { }

    /// <summary>A table "each" with one row for each element of a JSON array, as column "value".</summary>
    public abstract string Elements(string parameter);

    /// <summary>A table "each" with one row for each property of a JSON object, as columns "key" and "value".</summary>
    public abstract string Properties(string parameter);

    /// <summary>
    /// At the end of a SELECT inside a write: what it read stays as it is until the write is there.
    /// </summary>
    public virtual string HeldAsRead => "";

    /// <summary>Has a statement use an index where the planner would not by itself.</summary>
    public virtual string By(string index) => "";

    /// <summary>Overwrites what rows of a table held before their last change, wherever it is still.</summary>
    public abstract Task Purge(string table, CancellationToken cancellation);

    /// <summary>One statement. On SQLite, what does not begin with SELECT waits in line with the writers.</summary>
    internal async Task<ImmutableArray<T>> Query<T>(
        string sql, Func<DbDataReader, T> row, CancellationToken cancellation,
        params (string Name, object? Value)[] parameters)
    {
        await using var connection = await Source.OpenConnectionAsync(cancellation);
        await using var command = Command(connection, sql, parameters);
        var rows = ImmutableArray.CreateBuilder<T>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            rows.Add(row(reader));
        return rows.DrainToImmutable();
    }

    internal static DbCommand Command(
        DbConnection connection, string sql, params (string Name, object? Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
