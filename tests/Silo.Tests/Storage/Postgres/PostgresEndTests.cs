using System.Globalization;
using CryptoPay.Postgres;
using CryptoPay.Silo.Tests.Storage.Sql;

namespace CryptoPay.Silo.Tests.Storage.Postgres;

/// <summary>Of a server that tests started nothing is left.</summary>
public sealed class PostgresEndTests
{
    /// <summary>Ends only what hangs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_disposed_server_leaves_no_process_and_no_folder_also_if_it_is_frozen(bool isFrozen)
    {
        var server = await PostgresServer.Start();
        var processes = server.Processes();
        Assert.True(processes.Length > 1, "It has no children.");
        Assert.True(IsAlive(processes[0]));
        if (isFrozen) await server.Freeze();

        await server.DisposeAsync();

        Assert.DoesNotContain(processes, IsAlive);
        Assert.False(Directory.Exists(server.Folder));
    }

    [Fact]
    public async Task A_killed_server_has_no_process_left_and_leaves_no_folder()
    {
        var server = await PostgresServer.Start();
        var processes = server.Processes();

        await server.Kill();

        Assert.DoesNotContain(processes, IsAlive);
        Assert.Empty(server.Processes());
        await server.DisposeAsync();
        Assert.False(Directory.Exists(server.Folder));
    }

    [Fact]
    public async Task A_test_process_that_is_killed_leaves_no_process_and_no_folder()
    {
        Assert.SkipUnless(PostgresPrograms.IsInstalled, PostgresPrograms.Missing);
        using var child = await ChildProcess.Start(ChildProcess.KeepPostgres);
        var folder = await child.Line();
        var processes = (await child.Line())!.Split(' ')
            .Select(id => int.Parse(id, CultureInfo.InvariantCulture)).ToArray();
        Assert.True(IsAlive(processes[0]));

        await child.Kill();

        using var patience = new CancellationTokenSource(Patience);
        while (Directory.Exists(folder)) await Task.Delay(20, patience.Token);
        Assert.DoesNotContain(processes, IsAlive);
    }

    /// <summary>One that has ended and that nobody has asked about yet is no longer alive.</summary>
    private static bool IsAlive(int process)
    {
        try
        {
            return !File.ReadLines($"/proc/{process}/status").Any(line => line is "State:\tZ (zombie)");
        }
        catch (IOException)
        {
            return false;
        }
    }
}
