using System.Diagnostics;
using CryptoPay.Silo.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoPay.Silo.Tests.Storage.Sqlite;

/// <summary>This executable once more, as a process that does one thing. Both sides of it.</summary>
internal sealed class ChildProcess : IDisposable
{
    public const string ApplySchema = "apply-schema";
    public const string WriteForever = "write-forever";

    private const string Ready = "ready";

    private readonly Process process;

    private ChildProcess(Process process) => this.process = process;

    public static async Task<ChildProcess> Start(string what, string file)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);
        start.ArgumentList.Add(what);
        start.ArgumentList.Add(file);
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

    public static Task<int> RunApplySchema(string file)
    {
        using var source = new SqliteDataSource($"Data Source={file}");
        Console.WriteLine(Ready);
        Console.ReadLine();
        new SqliteSchema(source, NullLogger<SqliteSchema>.Instance).Apply();
        return Task.FromResult(0);
    }

    /// <summary>A line for each number whose state and reminder are written.</summary>
    public static async Task<int> RunWriteForever(string file)
    {
        await using var silo = await SqliteSilo.Start(file);
        Console.WriteLine(Ready);
        for (var number = 0; ; number++)
        {
            var grain = silo.Grains.GetGrain<IDocumentGrain>($"killed/{number}");
            await grain.WriteAndRemind(Document.Of("killed", $"{number}"));
            Console.WriteLine(number);
        }
    }
}
