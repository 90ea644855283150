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

    /// <summary>Folder of the keys that open the encrypted values. Default: <c>keys</c>, beside the database.</summary>
    public string KeysPath
    {
        get => field ?? Path.Combine(DatabaseFolder, "keys");
        set;
    }

    internal string DatabaseFolder => Path.GetDirectoryName(DatabasePath)!;

    private string DatabasePath => Path.GetFullPath(new SqliteConnectionStringBuilder(ConnectionString).DataSource);
}
