using System.Diagnostics;
using CryptoPay.Loopback;
using Npgsql;

namespace CryptoPay.Postgres;

/// <summary>
/// A real PostgreSQL server on loopback, with a folder of its own. Its settings are its own but for
/// its address and its size: what it says is committed is on disk.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly TimeSpan UntilNextLook = TimeSpan.FromMilliseconds(20);

    /// <summary>Ends only what hangs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly int port = Ports.Free();
    private readonly PostgresKeeper keeper;
    private int databases;

    private PostgresServer(string programs, IEnumerable<string> settings) => keeper = new PostgresKeeper(
        programs, PostgresPrograms.Owner,
        [
            "-c", $"port={port}", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
            // What a test needs is little; and in the folder it is deleted with it, however the server ended.
            "-c", "shared_buffers=16MB", "-c", "dynamic_shared_memory_type=mmap",
            .. settings.SelectMany(setting => (string[])["-c", setting]),
        ]);

    /// <summary>Of its log and its data; gone when it is disposed of.</summary>
    public string Folder => keeper.Folder;

    /// <summary>The ids of those that run.</summary>
    public int[] Processes() => keeper.Processes();

    /// <summary>Skips the test where PostgreSQL is not installed.</summary>
    /// <param name="settings">As in postgresql.conf, for example "max_connections=10".</param>
    /// <exception cref="InvalidOperationException">It does not start; the message has the end of its log.</exception>
    public static async Task<PostgresServer> Start(params string[] settings)
    {
        Assert.SkipUnless(PostgresPrograms.IsInstalled, PostgresPrograms.Missing);
        var server = new PostgresServer(PostgresPrograms.Folder, settings);
        try
        {
            await server.keeper.Demand("create");
            await server.StartAgain();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <returns>How to connect to a database that nobody used yet.</returns>
    public async Task<string> NewDatabase()
    {
        var name = $"test_{Interlocked.Increment(ref databases)}";
        await using var connection = new NpgsqlConnection(Connection("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await create.ExecuteNonQueryAsync();
        return Connection(name);
    }

    /// <summary>Connections are closed, then it ends; what was under way is rolled back.</summary>
    public Task Stop() => keeper.Demand("stop");

    /// <summary>SIGKILL for all of its processes: nothing is flushed, closed or said goodbye to.</summary>
    public Task Kill() => keeper.Demand("kill");

    /// <summary>After it was stopped or killed: on the same port and data.</summary>
    /// <exception cref="InvalidOperationException">It does not start; the message has the end of its log.</exception>
    public async Task StartAgain()
    {
        await keeper.Demand("start");
        for (var clock = Stopwatch.StartNew(); !await Accepts();)
        {
            if (clock.Elapsed < Patience && await keeper.Order("lives"))
            {
                await Task.Delay(UntilNextLook);
                continue;
            }

            await keeper.Order("kill");
            throw new InvalidOperationException($"PostgreSQL does not start. Its log:\n{keeper.LogTail}");
        }
    }

    /// <summary>All of its processes stand still: connections stay open, and nobody answers.</summary>
    public Task Freeze() => keeper.Demand("freeze");

    public Task Thaw() => keeper.Demand("thaw");

    public ValueTask DisposeAsync() => keeper.DisposeAsync();

    private string Connection(string database) =>
        $"Host=127.0.0.1;Port={port};Username=cryptopay;Database={database}";

    private async Task<bool> Accepts()
    {
        try
        {
            await using var connection = new NpgsqlConnection(Connection("postgres") + ";Pooling=false");
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
