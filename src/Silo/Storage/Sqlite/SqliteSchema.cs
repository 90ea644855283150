using System.Globalization;
using Microsoft.Data.Sqlite;

namespace CryptoPay.Silo.Storage.Sqlite;

/// <summary>
/// Brings a database up to this version: the numbered files of folder Schema, each once, then the statements of
/// folder Statements, which Orleans reads later in the same start, and never again. Several processes may start at
/// once. A statement that needs another schema comes with a numbered file, so whoever started last, its statements
/// fit what is there.
/// </summary>
public sealed partial class SqliteSchema(SqliteDataSource source, ILogger<SqliteSchema> logger)
    : ILifecycleParticipant<ISiloLifecycle>
{
    // Before the reminder table (RuntimeGrainServices) and grain storage (ApplicationServices) read the statements.
    void ILifecycleParticipant<ISiloLifecycle>.Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(
            nameof(SqliteSchema), ServiceLifecycleStage.RuntimeStorageServices,
            cancellation => Task.Run(Apply, cancellation));

    /// <exception cref="InvalidOperationException">
    /// A newer version wrote the database, or it cannot keep a write-ahead log.
    /// </exception>
    public void Apply()
    {
        var file = new SqliteConnectionStringBuilder(source.ConnectionString).DataSource;
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder)
            Directory.CreateDirectory(folder);

        using var connection = (SqliteConnection)source.OpenConnection();
        // Kept in the file, and cannot be changed inside a transaction.
        if (Execute(connection, "PRAGMA journal_mode = WAL") is not "wal")
        {
            throw new InvalidOperationException(
                "The database cannot keep a write-ahead log. Use a file on a local disk.");
        }

        using var transaction = connection.BeginTransaction(); // IMMEDIATE: whoever starts at the same time waits here
        ApplyScripts(connection);
        ReplaceStatements(connection);
        transaction.Commit();
    }

    private void ApplyScripts(SqliteConnection connection)
    {
        Execute(
            connection,
            "CREATE TABLE IF NOT EXISTS schema_version(number INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT");
        var applied = (long)Execute(connection, "SELECT coalesce(max(number), 0) FROM schema_version")!;
        var scripts = Resources("Schema")
            .Select(file => (Number: int.Parse(file.Name[..4], CultureInfo.InvariantCulture), file.Name, file.Sql))
            .OrderBy(script => script.Number)
            .ToList();
        if (applied > scripts[^1].Number)
        {
            throw new InvalidOperationException(
                $"A newer version wrote the database: it has schema {applied}, this one knows {scripts[^1].Number}.");
        }

        foreach (var (number, name, sql) in scripts.Where(script => script.Number > applied))
        {
            Execute(connection, sql);
            Execute(
                connection, "INSERT INTO schema_version VALUES (@number, @name)", ("@number", number), ("@name", name));
            Log.Applied(logger, name);
        }
    }

    private static void ReplaceStatements(SqliteConnection connection)
    {
        foreach (var (key, sql) in Resources("Statements"))
        {
            Execute(
                connection,
                "INSERT INTO OrleansQuery VALUES (@key, @sql) ON CONFLICT DO UPDATE SET QueryText = excluded.QueryText",
                ("@key", key), ("@sql", sql));
        }
    }

    private static object? Execute(
        SqliteConnection connection, string sql, params (string Name, object Value)[] parameters)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);
        return command.ExecuteScalar();
    }

    private static IEnumerable<(string Name, string Sql)> Resources(string folder)
    {
        var assembly = typeof(SqliteSchema).Assembly;
        var prefix = $"{typeof(SqliteSchema).Namespace}.{folder}.";
        foreach (var resource in assembly.GetManifestResourceNames())
        {
            if (!resource.StartsWith(prefix, StringComparison.Ordinal))
                continue;
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return (resource[prefix.Length..^".sql".Length], reader.ReadToEnd());
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4003, LogLevel.Information, "Applied schema {Name}.")]
        public static partial void Applied(ILogger logger, string name);
    }
}
