using System.Diagnostics;
using CryptoPay.Hosting.Storage;
using CryptoPay.Postgres;
using CryptoPay.Silo.Storage;
using CryptoPay.Silo.Storage.Sql;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Silo.Tests.Storage.Sql;

/// <summary>This executable once more, as a process that does one thing. Both sides of it.</summary>
internal sealed class ChildProcess : IDisposable
{
    public const string ApplySchema = "apply-schema";
    public const string WriteForever = "write-forever";
    public const string KeepPostgres = "keep-postgres";

    private const string Ready = "ready";

    private readonly Process process;

    private ChildProcess(Process process) => this.process = process;

    public static Task<ChildProcess> Start(string what, StorageOptions storage) =>
        Start(what, storage.Provider, storage.ConnectionString);

    public static async Task<ChildProcess> Start(string what, params string[] args)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);
        start.ArgumentList.Add(what);
        foreach (var arg in args) start.ArgumentList.Add(arg);
        var child = new ChildProcess(Process.Start(start)!);
        while (await child.Line() is var line && line != Ready)
            Assert.NotNull(line);
        return child;
    }

    public void Go() => process.StandardInput.WriteLine();

    public async Task<string?> Line() =>
        await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);

    public async Task<int> Exit()
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    /// <summary>SIGKILL: nothing is flushed, closed or said goodbye to.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }

    public static Task<int> Run(string what, string provider, string connection)
    {
        var storage = new StorageOptions { Provider = provider, ConnectionString = connection };
        return what == ApplySchema ? RunApplySchema(storage) : RunWriteForever(storage);
    }

    private static async Task<int> RunApplySchema(StorageOptions storage)
    {
        await using var services = new ServiceCollection().AddLogging().AddDatabase(storage).BuildServiceProvider();
        var schema = services.GetRequiredService<DatabaseSchema>();
        Console.WriteLine(Ready);
        Console.ReadLine();
        schema.Apply();
        return 0;
    }

    /// <summary>A line for each number whose state and reminder are written.</summary>
    private static async Task<int> RunWriteForever(StorageOptions storage)
    {
        await using var silo = await DatabaseSilo.Start(storage);
        Console.WriteLine(Ready);
        for (var number = 0; ; number++)
        {
            var grain = silo.Grains.GetGrain<IDocumentGrain>($"killed/{number}");
            await grain.WriteAndRemind(Document.Of("killed", $"{number}"));
            Console.WriteLine(number);
        }
    }

    /// <summary>A server's folder, then its processes; until it is killed.</summary>
    public static async Task<int> RunKeepPostgres()
    {
        await using var server = await PostgresServer.Start();
        Console.WriteLine(Ready);
        Console.WriteLine(server.Folder);
        Console.WriteLine(string.Join(' ', server.Processes()));
        await Task.Delay(Timeout.Infinite);
        return 0;
    }
}
