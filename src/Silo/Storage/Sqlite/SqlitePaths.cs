using CryptoPay.Hosting.Storage;
using Microsoft.Data.Sqlite;

namespace CryptoPay.Silo.Storage.Sqlite;

/// <summary>Where the settings put SQLite's file, and what stands beside it.</summary>
public static class SqlitePaths
{
    extension(StorageOptions options)
    {
        /// <summary>Whether a start would find a database, or make one. Who connects to a server hears it there.</summary>
        public bool IsThere => options.IsShared || File.Exists(options.DatabaseFile);

        /// <exception cref="InvalidOperationException">The connection string names no file.</exception>
        public string DatabaseFile
        {
            get
            {
                try
                {
                    return Path.GetFullPath(new SqliteConnectionStringBuilder(options.ConnectionString).DataSource);
                }
                catch (ArgumentException fault)
                {
                    throw new InvalidOperationException(
                        "Storage:ConnectionString must name a file, as Data Source=/var/lib/cryptopay/cryptopay.db",
                        fault);
                }
            }
        }

        internal StorageOptions DataKeys => options.Beside(options.DataKeysConnectionString, "data-keys.db");

        internal StorageOptions Erasures => options.Beside(options.ErasuresConnectionString, "erasures.db");

        /// <summary>Another database of the same kind; by default another file, or the same server's same one.</summary>
        private StorageOptions Beside(string connectionString, string file) => new()
        {
            Provider = options.Provider,
            ConnectionString = connectionString.Length > 0 ? connectionString
                : options.IsShared ? options.ConnectionString
                : new SqliteConnectionStringBuilder(options.ConnectionString)
                {
                    DataSource = Path.Combine(options.DatabaseFolder, file),
                }.ToString(),
        };

        internal string DatabaseFolder => Path.GetDirectoryName(options.DatabaseFile)!;

        internal string KeysFolder =>
            options.KeysPath.Length > 0 ? options.KeysPath : Path.Combine(options.DatabaseFolder, "keys");
    }
}
