using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using CryptoPay.Silo.Start;

namespace CryptoPay.Silo.Storage.Sql;

/// <summary>
/// Brings a database up to this version: the numbered files of its folder Schema, each once, then the statements of
/// the folders Statements, which Orleans reads later in the same start, and never again. Several processes may start
/// at once. A statement that needs another schema comes with a numbered file that is not additive, so whoever started
/// last, its statements fit what is there.
/// </summary>
public sealed partial class DatabaseSchema(Database database, ILogger<DatabaseSchema> logger) : BeforeStart
{
    /// <summary>So ends the name of a file with whose tables and columns the version before can do without.</summary>
    private const string Additive = ".additive";

    /// <summary>The silo reads the statements when it starts, and what reads the key ring its table.</summary>
    protected override void Run() => Apply();

    /// <summary>The number of the newest file that this version has for a database.</summary>
    internal static int Newest(Type database) => Scripts(database).Max(script => script.Number);

    /// <param name="copies">The one who may go on where another database is only half copied into this one.</param>
    /// <exception cref="InvalidOperationException">
    /// A newer version wrote the database and did not only add to it, or it cannot be used for payments.
    /// </exception>
    public void Apply(bool copies = false)
    {
        using var transaction = database.BeginSchemaChange();
        using var connection = transaction.Connection;
        ApplyScripts(transaction);
        ReplaceStatements(transaction);
        transaction.Commit();
        if (!copies) database.VerifyUsable();
    }

    private void ApplyScripts(DbTransaction transaction)
    {
        Execute(transaction,
            "CREATE TABLE IF NOT EXISTS schema_version(number INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL)");
        var applied = Convert.ToInt32(
            Execute(transaction, "SELECT coalesce(max(number), 0) FROM schema_version"), CultureInfo.InvariantCulture);
        var scripts = Scripts(database.GetType());
        // A silo of the version before that dies in the middle of an upgrade must come back.
        if (Execute(transaction,
            $"SELECT name FROM schema_version WHERE number > @known AND name NOT LIKE '%{Additive}' ORDER BY number",
            ("@known", scripts[^1].Number)) is string unknown)
        {
            throw new InvalidOperationException(
                $"A newer version wrote the database: it has schema {unknown}, this one knows {scripts[^1].Name}.");
        }

        foreach (var (number, name, sql) in scripts.Where(script => script.Number > applied))
        {
            Execute(transaction, sql);
            Execute(transaction, "INSERT INTO schema_version VALUES (@number, @name)",
                ("@number", number), ("@name", name));
            Log.Applied(logger, name);
        }
    }

    private void ReplaceStatements(DbTransaction transaction)
    {
        foreach (var (key, sql) in Resources(database.GetType(), "Statements")
            .Concat(Resources(typeof(DatabaseSchema), "Statements")))
        {
            Execute(transaction,
                "INSERT INTO OrleansQuery VALUES (@key, @sql) "
                + "ON CONFLICT(QueryKey) DO UPDATE SET QueryText = excluded.QueryText",
                ("@key", key), ("@sql", sql));
        }
    }

    private static object? Execute(
        DbTransaction transaction, string sql, params (string Name, object? Value)[] parameters)
    {
        using var command = Database.Command(transaction.Connection!, sql, parameters);
        command.Transaction = transaction;
        // An index over millions of rows takes its time.
        command.CommandTimeout = 0;
        return command.ExecuteScalar();
    }

    private static ImmutableArray<(int Number, string Name, string Sql)> Scripts(Type database) =>
    [
        .. Resources(database, "Schema")
            .Select(file => (Number: int.Parse(file.Name[..4], CultureInfo.InvariantCulture), file.Name, file.Sql))
            .OrderBy(script => script.Number),
    ];

    /// <summary>Those of a folder beside a type.</summary>
    private static IEnumerable<(string Name, string Sql)> Resources(Type beside, string folder)
    {
        var prefix = $"{beside.Namespace}.{folder}.";
        foreach (var resource in beside.Assembly.GetManifestResourceNames())
        {
            if (!resource.StartsWith(prefix, StringComparison.Ordinal))
                continue;
            using var reader = new StreamReader(beside.Assembly.GetManifestResourceStream(resource)!);
            yield return (resource[prefix.Length..^".sql".Length], reader.ReadToEnd());
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4003, LogLevel.Information, "Applied schema {Name}.")]
        public static partial void Applied(ILogger logger, string name);
    }
}
