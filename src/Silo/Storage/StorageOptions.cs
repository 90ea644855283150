using Microsoft.Data.Sqlite;

namespace CryptoPay.Silo.Storage;

/// <summary>Where payment intents and reminders are kept. Section <c>Storage</c>.</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    public const string Sqlite = "Sqlite";

    /// <summary>Allowed: Sqlite.</summary>
    public string Provider { get; set; } = Sqlite;

    /// <summary>As Microsoft.Data.Sqlite takes it. The file and its folder are made where they are missing.</summary>
    public string ConnectionString { get; set; } = "Data Source=data/cryptopay.db";

    /// <summary>
    /// Folder of the keys that open the encrypted values. Default, and where it is empty: <c>keys</c>, beside the
    /// database.
    /// </summary>
    public string KeysPath { get; set; } = "";

    /// <exception cref="InvalidOperationException">The connection string names no file.</exception>
    internal string KeysFolder => KeysPath.Length > 0 ? KeysPath : Path.Combine(DatabaseFolder, "keys");

    /// <summary>Whether a start would find a database, or make one.</summary>
    public bool IsThere => File.Exists(DatabaseFile);

    /// <exception cref="InvalidOperationException">The connection string names no file.</exception>
    internal string DatabaseFolder => Path.GetDirectoryName(DatabaseFile)!;

    /// <exception cref="InvalidOperationException">The connection string names no file.</exception>
    public string DatabaseFile
    {
        get
        {
            try
            {
                return Path.GetFullPath(new SqliteConnectionStringBuilder(ConnectionString).DataSource);
            }
            catch (ArgumentException fault)
            {
                throw new InvalidOperationException(
                    "Storage:ConnectionString must name a file, as Data Source=/var/lib/cryptopay/cryptopay.db", fault);
            }
        }
    }
}
