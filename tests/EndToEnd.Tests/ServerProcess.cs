using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using CryptoPay.Loopback;

namespace CryptoPay.EndToEnd.Tests;

/// <summary>One of our programs as a real process, as it was built.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly StringBuilder output = new();

    private ServerProcess(Process process, Uri address) =>
        (this.process, Client) =
            (process, new HttpClient(new ComesAgain(new SocketsHttpHandler())) { BaseAddress = address });

    public HttpClient Client { get; }

    public string Output
    {
        get
        {
            lock (output) return output.ToString();
        }
    }

    /// <summary>As the system's other programs name it.</summary>
    public int Id => process.Id;

    /// <summary>From process start to the first answer that says ready.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <param name="project">Folder under src, for example Gateway.</param>
    /// <param name="readyPath">Answers with success once the server is ready.</param>
    /// <param name="before">A program that becomes it, with its arguments; none by default.</param>
    public static async Task<ServerProcess> Start(
        string project, int port, string readyPath, Dictionary<string, string> settings, params string[] before)
    {
        var clock = Stopwatch.StartNew();
        var server = Begin(project, port, settings, before);
        await Eventually.Holds(() => server.IsReady(readyPath), () => server.Output);
        server.ReadyAfter = clock.Elapsed;
        return server;
    }

    /// <summary>Does not wait until it is ready for anything.</summary>
    public static ServerProcess Begin(
        string project, int port, Dictionary<string, string> settings, params string[] before)
    {
        var address = new Uri($"http://localhost:{port}");
        string[] words = [.. before, "dotnet", Program(project), "--urls", address.ToString().TrimEnd('/')];
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            WorkingDirectory = FolderOf(project),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["Cluster__SiloPort"] = $"{Ports.Free()}";
        start.Environment["Cluster__GatewayPort"] = $"{Ports.Free()}";
        foreach (var (name, value) in settings) start.Environment[name.Replace(":", "__")] = value;

        var server = new ServerProcess(Process.Start(start)!, address);
        server.process.OutputDataReceived += server.Keep;
        server.process.ErrorDataReceived += server.Keep;
        server.process.BeginOutputReadLine();
        server.process.BeginErrorReadLine();
        return server;
    }

    /// <summary>Nobody was to end it.</summary>
    public void MustLive() =>
        Assert.False(process.HasExited, $"The server at {Client.BaseAddress} has ended.\n{Output}");

    /// <summary>Names of the files that it has mapped, as Linux tells them: assemblies and native libraries.</summary>
    public string[] LoadedFiles() =>
        [.. File.ReadLines($"/proc/{process.Id}/maps").Select(line => Path.GetFileName(line)).Distinct()];

    /// <summary>kill -9: no handler of ours runs.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await Kill();
        process.Dispose();
        Client.Dispose();
    }

    /// <summary>The program as it was built.</summary>
    public static string Program(string project) => Path.Combine(
        FolderOf(project), "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0",
        $"CryptoPay.{project}.dll");

    private static string FolderOf(string project) => Path.Combine(RepositoryRoot(), "src", project);

    private static string RepositoryRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    public async Task<bool> IsReady(string path)
    {
        Assert.False(process.HasExited, Output);
        try
        {
            using var answer = await Client.GetAsync(path);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception failed) when (failed is HttpRequestException or SocketException)
        {
            return false;
        }
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (output) output.AppendLine(line.Data);
    }
}
