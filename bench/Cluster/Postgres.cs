using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace CryptoPay.Cluster;

/// <summary>A PostgreSQL server with data of its own; what it says is committed is on disk.</summary>
internal sealed class Postgres : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string folder;
    private readonly string[] settings;
    private Process? server;

    private Postgres(string folder, string address, params string[] settings)
    {
        (this.folder, Port) = (folder, Ports.Free());
        this.settings =
        [
            "-c", $"port={Port}", "-c", $"listen_addresses={address}", "-c", "unix_socket_directories=",
            "-c", "max_connections=300", "-c", "fsync=on", "-c", "synchronous_commit=on",
            .. settings.SelectMany(setting => (string[])["-c", setting]),
        ];
    }

    public int Port { get; }

    /// <summary>A new one, that others may stand by for.</summary>
    /// <param name="address">Addresses to listen on, with commas; 127.0.0.1 among them.</param>
    public static async Task<Postgres> Create(string folder, string address)
    {
        var made = new Postgres(Path.Combine(folder, "postgres"), address);
        await made.MakeFolder();
        await Execute("initdb", "-D", made.folder, "-U", "cryptopay", "-A", "trust", "-E", "UTF8", "--locale=C",
            "--no-instructions");
        if (address != "127.0.0.1")
        {
            await File.AppendAllTextAsync(
                Path.Combine(made.folder, "pg_hba.conf"), "\nhost all all 10.0.0.0/8 trust\n");
        }

        made.Start();
        await made.Accepts();
        await made.Query("CREATE DATABASE cryptopay", "postgres");
        return made;
    }

    /// <summary>Another that has what this one has; from then on this one acknowledges nothing that it has not.</summary>
    public async Task<Postgres> StandBy()
    {
        var standby = new Postgres($"{folder}-standby", "127.0.0.1", "cluster_name=standby");
        await standby.MakeFolder();
        await Execute("pg_basebackup", "-h", "127.0.0.1", "-p", $"{Port}", "-U", "cryptopay", "-D", standby.folder,
            "-R", "-X", "stream", "-c", "fast");
        standby.Start();
        await standby.Accepts();
        await Query("ALTER SYSTEM SET synchronous_standby_names = 'standby'");
        await Query("SELECT pg_reload_conf()");
        for (var clock = Stopwatch.StartNew();
             await Query("SELECT sync_state FROM pg_stat_replication") as string != "sync";)
        {
            if (clock.Elapsed > Patience) throw new TimeoutException("The standby does not follow.");
            await Task.Delay(100);
        }

        return standby;
    }

    public void Start()
    {
        server?.Dispose();
        var start = Command("postgres", ["-D", folder, .. settings]);
        start.Environment["LOG_OF_IT"] = $"{folder}.log";
        (start.FileName, string[] words) =
            ("sh", ["-c", "exec \"$@\" >>\"$LOG_OF_IT\" 2>&1", "sh", start.FileName, .. start.ArgumentList]);
        start.ArgumentList.Clear();
        foreach (var word in words) start.ArgumentList.Add(word);
        server = Process.Start(start)!;
        Leftovers.Add(server);
    }

    /// <exception cref="TimeoutException">It does not.</exception>
    public async Task Accepts()
    {
        for (var clock = Stopwatch.StartNew(); ;)
        {
            try
            {
                await Query("SELECT 1", "postgres");
                return;
            }
            catch (NpgsqlException) when (clock.Elapsed < Patience)
            {
                // What was killed may hold its memory for a moment.
                if (server!.HasExited) Start();
                await Task.Delay(50);
            }
        }
    }

    /// <summary>Connections are closed, then it ends.</summary>
    public async Task Stop()
    {
        await Execute("pg_ctl", "stop", "-D", folder, "-m", "fast");
        await server!.WaitForExitAsync();
    }

    /// <summary>SIGKILL for all of its processes: nothing is flushed, closed or said goodbye to.</summary>
    public async Task Kill()
    {
        if (server is null || server.HasExited) return;
        server.Kill(entireProcessTree: true);
        await server.WaitForExitAsync();
    }

    public Task Promote() => Query("SELECT pg_promote()", "postgres");

    public string Connection(string database = "cryptopay") =>
        $"Host=127.0.0.1;Port={Port};Username=cryptopay;Database={database}";

    /// <returns>The first value, if there is one.</returns>
    public async Task<object?> Query(string sql, string database = "cryptopay")
    {
        await using var connection = new NpgsqlConnection(
            Connection(database) + ";Pooling=false;Timeout=5;Command Timeout=600");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync() is var value and not DBNull ? value : null;
    }

    public async Task<string> Facts()
    {
        List<string> facts = [];
        foreach (var name in (string[])["server_version", "fsync", "synchronous_commit", "shared_buffers", "max_connections"])
            facts.Add($"{name} {await Query($"SHOW {name}")}");
        return $"PostgreSQL: {string.Join(", ", facts)}";
    }

    public async ValueTask DisposeAsync()
    {
        await Kill();
        server?.Dispose();
    }

    private async Task MakeFolder()
    {
        Directory.CreateDirectory(folder);
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (!Environment.IsPrivilegedProcess) return;
        using var give = Process.Start("chown", ["postgres", folder]);
        await give.WaitForExitAsync();
    }

    private static async Task Execute(string program, params string[] words)
    {
        var start = Command(program, words);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} failed: {await output}{await errors}");
    }

    /// <summary>PostgreSQL refuses to be root.</summary>
    private static ProcessStartInfo Command(string program, IEnumerable<string> words)
    {
        var path = Directory.GetDirectories("/usr/lib/postgresql")
            .OrderByDescending(version => int.Parse(Path.GetFileName(version), CultureInfo.InvariantCulture))
            .Select(version => Path.Combine(version, "bin", program))
            .FirstOrDefault(File.Exists) ?? program;
        return Environment.IsPrivilegedProcess
            ? new("setpriv",
                ["--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. words]) { WorkingDirectory = "/tmp" }
            : new(path, words);
    }
}
