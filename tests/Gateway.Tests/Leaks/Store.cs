using System.Data.Common;
using System.Text;
using CryptoPay.Postgres;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CryptoPay.Gateway.Tests.Leaks;

/// <summary>A database of a house, as whoever stole its disk or a dump of it has it.</summary>
internal abstract class Store : IAsyncDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("cryptopay-hunted-").FullName;

    public abstract string[] Settings { get; }

    /// <summary>What a thief of the disk would have.</summary>
    protected abstract string Disk { get; }

    protected abstract string TablesQuery { get; }

    public static async Task<Store> Open(bool isPostgres) =>
        isPostgres ? await PostgresStore.Start() : new SqliteStore();

    /// <summary>Until it is disposed, the gateway can write nothing.</summary>
    public abstract Task<IAsyncDisposable> Away();

    public async Task<Evidence> Contents()
    {
        var evidence = new Evidence();
        foreach (var file in Directory.EnumerateFiles(Disk, "*", SearchOption.AllDirectories))
            evidence.Add(Places.Files, $"{Path.GetFileName(file)}: {await Bytes(file)}");

        // A file has a long row in parts, or compressed.
        await using var connection = Connect();
        await connection.OpenAsync();
        foreach (var table in await Texts(connection, TablesQuery))
        {
            foreach (var row in await Texts(connection, $"SELECT * FROM {table}"))
                evidence.Add(Places.Rows, $"{table}: {row}");
        }

        return evidence;
    }

    public virtual ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    protected abstract DbConnection Connect();

    private static async Task<string> Bytes(string path)
    {
        await using var file = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes);
        return Encoding.Latin1.GetString(bytes.ToArray());
    }

    private static async Task<List<string>> Texts(DbConnection connection, string query)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = query;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            var values = new object[reader.FieldCount];
            reader.GetValues(values);
            rows.Add(string.Join(
                " | ", values.Select(value => value is byte[] bytes ? Encoding.Latin1.GetString(bytes) : $"{value}")));
        }

        return rows;
    }

    private sealed class SqliteStore : Store
    {
        private string Source => $"Data Source={Path.Combine(Disk, "cryptopay.db")}";

        public override string[] Settings => [$"--Storage:ConnectionString={Source}"];

        protected override string Disk => Path.Combine(Folder, "data");

        protected override string TablesQuery => "SELECT name FROM sqlite_master WHERE type = 'table'";

        public override async Task<IAsyncDisposable> Away()
        {
            var connection = Connect();
            await connection.OpenAsync();
            await using var begin = connection.CreateCommand();
            begin.CommandText = "BEGIN IMMEDIATE";
            await begin.ExecuteNonQueryAsync();
            return connection;
        }

        protected override DbConnection Connect() => new SqliteConnection($"{Source};Pooling=False");
    }

    private sealed class PostgresStore(PostgresServer server, string database) : Store
    {
        private string Certificate => Path.Combine(Folder, "keys.pem");

        public override string[] Settings =>
        [
            "--Storage:Provider=Postgres", $"--Storage:ConnectionString={database}",
            $"--Storage:KeysCertificatePath={Certificate}", "--Cluster:Address=127.0.0.1",
        ];

        protected override string Disk => server.Folder;

        protected override string TablesQuery =>
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'";

        public static async Task<Store> Start()
        {
            var server = await PostgresServer.Start();
            var store = new PostgresStore(server, await server.NewDatabase());
            await File.WriteAllTextAsync(store.Certificate, KeysCertificate.NewPem());
            return store;
        }

        public override async Task<IAsyncDisposable> Away()
        {
            await server.Stop();
            return new Returning(server);
        }

        public override async ValueTask DisposeAsync()
        {
            await server.DisposeAsync();
            await base.DisposeAsync();
        }

        protected override DbConnection Connect() => new NpgsqlConnection($"{database};Pooling=false");
    }

    private sealed class Returning(PostgresServer server) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await server.StartAgain();
    }
}
