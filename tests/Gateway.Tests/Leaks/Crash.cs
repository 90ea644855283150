using System.Diagnostics;
using System.Text;
using CryptoPay.Loopback;

namespace CryptoPay.Gateway.Tests.Leaks;

/// <summary>A gateway as a process of its own that is killed, and what it leaves behind.</summary>
internal sealed class Crash : IAsyncDisposable
{
    private readonly StringBuilder output = new();
    private readonly Uri address = new($"http://127.0.0.1:{Ports.Free()}");
    private readonly Ground ground;
    private readonly HttpClient client;
    private Process? process;

    private Crash(Ground ground)
    {
        this.ground = ground;
        ground.World.Hears(address);
        client = House.NewClient(address);
    }

    private string Temporary => Path.Combine(ground.Store.Folder, "tmp");

    private string Said
    {
        get
        {
            lock (output) return output.ToString();
        }
    }

    public static async Task<Crash> Begin(bool isPostgres) => new(await Ground.Lay(isPostgres));

    /// <summary>It is killed while payments begin, starts again, goes on with one, and is killed again.</summary>
    public async Task Round(string orderId)
    {
        await Start();
        var (canaries, caller) = (ground.Canaries, ground.CallerOf(client));
        var life = new Life(caller, ground.World, canaries, orderId);
        await life.OpenPages(await life.Open());
        var creates = Enumerable.Range(1, 10).Select(number => caller.Send(Places.Payment, Requests.Post(
            Payments.Path, Payments.Body($"{orderId}-{number}", more: $$"""
                ,"posLabel":"{{canaries.New("posLabel")}}","metadata":{"note":"{{canaries.New("metadata")}}"}
                """)))).ToList();
        await Task.WhenAny(creates);
        await Kill();
        await Record.ExceptionAsync(() => Task.WhenAll(creates));
        await Start();
        await new Misuse(caller, canaries, orderId).Run();
        await life.PayAndRefund();
        await Kill();
    }

    public Task<IReadOnlyCollection<Sighting>> Sightings()
    {
        foreach (var file in Directory.EnumerateFiles(Temporary, "*", SearchOption.AllDirectories))
            ground.Evidence.Add(Places.Files, $"{file} {File.ReadAllText(file, Encoding.Latin1)}");
        var log = Said;
        Assert.Contains("trce: Microsoft.AspNetCore", log);
        return ground.Sightings([log]);
    }

    public async ValueTask DisposeAsync()
    {
        await Kill();
        client.Dispose();
        await ground.DisposeAsync();
    }

    private async Task Start()
    {
        Directory.CreateDirectory(Temporary);
        var start = new ProcessStartInfo("dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, "CryptoPay.Gateway.dll"), .. ground.GatewaySettings,
            $"--urls={address.GetLeftPart(UriPartial.Authority)}",
            $"--Cluster:SiloPort={Ports.Free()}", $"--Cluster:GatewayPort={Ports.Free()}",
            "--Logging:LogLevel:Default=Trace", "--Logging:Console:FormatterName=simple",
            "--Logging:Console:FormatterOptions:IncludeScopes=true",
        ])
        {
            WorkingDirectory = ground.Store.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["TMPDIR"] = Temporary;
        // No sockets of debuggers there.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        process = Process.Start(start)!;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await Payments.Until(IsReady, isReady => isReady);
    }

    private async Task<bool> IsReady()
    {
        // All that it says at this level is much: not to be gathered at each look.
        if (process!.HasExited) Assert.Fail(Said);
        try
        {
            return (await client.GetAsync("/health/ready", Requests.Cancellation)).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>kill -9: no handler of ours runs.</summary>
    private async Task Kill()
    {
        if (process is null) return;
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (output) output.AppendLine(line.Data);
    }
}
