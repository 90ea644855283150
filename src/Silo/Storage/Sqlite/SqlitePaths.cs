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
        public string DatabaseFile => FileIn(nameof(options.ConnectionString), options.ConnectionString);

        internal StorageOptions DataKeys => options.Beside(
            nameof(options.DataKeysConnectionString), options.DataKeysConnectionString, "data-keys.db");

        internal StorageOptions Erasures => options.Beside(
            nameof(options.ErasuresConnectionString), options.ErasuresConnectionString, "erasures.db");

        /// <summary>Another database of the same kind; by default another file, or the same server's same one.</summary>
        private StorageOptions Beside(string setting, string connectionString, string file)
        {
            if (options.IsShared)
            {
                return new StorageOptions
                {
                    Provider = options.Provider,
                    ConnectionString = connectionString.Length > 0 ? connectionString : options.ConnectionString,
                };
            }

            var path = connectionString.Length > 0
                ? FileIn(setting, connectionString)
                : Path.Combine(options.DatabaseFolder, file);
            return path != options.DatabaseFile
                ? new StorageOptions
                {
                    ConnectionString = new SqliteConnectionStringBuilder(
                        connectionString.Length > 0 ? connectionString : options.ConnectionString)
                    {
                        DataSource = path,
                    }.ToString(),
                }
                : throw new InvalidOperationException(
                    $"Storage:{setting} names the file of the orders. It must be another, with a backup of its own.");
        }

        internal string DatabaseFolder => Path.GetDirectoryName(options.DatabaseFile)!;

        internal string KeysFolder =>
            options.KeysPath.Length > 0 ? options.KeysPath : Path.Combine(options.DatabaseFolder, "keys");
    }

    private static string FileIn(string setting, string connectionString)
    {
        try
        {
            return Path.GetFullPath(new SqliteConnectionStringBuilder(connectionString).DataSource);
        }
        catch (ArgumentException fault)
        {
            throw new InvalidOperationException(
                $"Storage:{setting} must name a file, as Data Source=/var/lib/cryptopay/cryptopay.db", fault);
        }
    }
}
