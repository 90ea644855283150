using Microsoft.Extensions.Configuration;
using Npgsql;

namespace CryptoPay.Hosting.Storage;

/// <summary>Where payment intents and reminders are kept. Section <c>Storage</c>.</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    public const string Sqlite = "Sqlite";
    public const string Postgres = "Postgres";

    /// <summary>Sqlite (default): one file, for one process. Postgres: a server, for any number of silos.</summary>
    public string Provider { get; set; } = Sqlite;

    /// <summary>
    /// As Microsoft.Data.Sqlite or Npgsql takes it. SQLite's file and its folder are made where they are missing. A
    /// PostgreSQL database must be there, empty or ours.
    /// </summary>
    public string ConnectionString { get; set; } = "Data Source=data/cryptopay.db";

    /// <summary>
    /// Folder of the keys that open the encrypted values. Default, and where it is empty: <c>keys</c>, beside SQLite's
    /// file. With PostgreSQL the keys stand in the database.
    /// </summary>
    public string KeysPath { get; set; } = "";

    /// <summary>
    /// A PEM file of an RSA certificate and its private key: the keys are kept encrypted, and this opens them. Must be
    /// set with PostgreSQL.
    /// </summary>
    public string KeysCertificatePath { get; set; } = "";

    /// <summary>Earlier ones, which still open what was encrypted for them.</summary>
    public string[] PreviousKeysCertificatePaths { get; set; } = [];

    /// <summary>
    /// Where the keys of customers' values are kept: a database of the same kind, with a backup of its own. Default: a
    /// file <c>data-keys.db</c> beside SQLite's; with PostgreSQL the same database.
    /// </summary>
    public string DataKeysConnectionString { get; set; } = "";

    /// <summary>
    /// Where it is kept what was erased, apart from both others and their backups. Default: a file <c>erasures.db</c>
    /// beside SQLite's; with PostgreSQL the same database.
    /// </summary>
    public string ErasuresConnectionString { get; set; } = "";

    /// <summary>The settings that name databases apart from the orders, and what they say; "" for the default.</summary>
    public IEnumerable<(string Setting, string ConnectionString)> Apart =>
    [
        (nameof(DataKeysConnectionString), DataKeysConnectionString ?? ""),
        (nameof(ErasuresConnectionString), ErasuresConnectionString ?? ""),
    ];

    /// <summary>Any number of silos may use it at a time, and find each other by it.</summary>
    public bool IsShared => Provider == Postgres;

    /// <exception cref="InvalidOperationException">The connection string names no server or no database.</exception>
    internal NpgsqlConnectionStringBuilder Server => ServerIn(nameof(ConnectionString), ConnectionString);

    private static NpgsqlConnectionStringBuilder ServerIn(string setting, string connectionString)
    {
        try
        {
            var server = new NpgsqlConnectionStringBuilder(connectionString);
            if (server is { Host.Length: > 0, Database.Length: > 0 }) return server;
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or InvalidCastException)
        {
            // Told below, without what stands in it, as a password does.
        }

        throw new InvalidOperationException($"Storage:{setting} must name a server and a database, as "
            + "Host=db.example.com;Database=cryptopay;Username=cryptopay;Password=...");
    }

    /// <exception cref="InvalidOperationException">A setting is missing or wrong; the message names it.</exception>
    public static StorageOptions In(IConfiguration configuration)
    {
        var options = configuration.GetSection(Section).Get<StorageOptions>() ?? new StorageOptions();
        if (options.PreviousKeysCertificatePaths.Length > 0 && string.IsNullOrEmpty(options.KeysCertificatePath))
        {
            throw new InvalidOperationException("Storage:KeysCertificatePath is missing: beside "
                + "Storage:PreviousKeysCertificatePaths it names the certificate of now.");
        }

        if (options.Provider == Sqlite) return options;
        if (options.Provider != Postgres)
        {
            throw new InvalidOperationException(
                $"Storage:Provider is '{options.Provider}'. Allowed: {Sqlite}, {Postgres}.");
        }

        _ = options.Server;
        foreach (var (setting, connectionString) in options.Apart.Where(apart => apart.ConnectionString != ""))
            _ = ServerIn(setting, connectionString);

        if (string.IsNullOrEmpty(options.KeysCertificatePath))
        {
            throw new InvalidOperationException("Storage:KeysCertificatePath is missing: with Storage:Provider "
                + $"{Postgres} the keys stand in the database, encrypted for this certificate.");
        }

        return string.IsNullOrEmpty(options.KeysPath) ? options : throw new InvalidOperationException(
            $"Storage:KeysPath must not be set with Storage:Provider {Postgres}: the keys stand in the database.");
    }
}
