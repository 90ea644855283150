using System.Diagnostics;
using System.Globalization;

namespace CryptoPay.Cluster;

/// <summary>A program of ours as a process: it is started, killed, frozen and started again.</summary>
internal sealed class OurProgram : IAsyncDisposable
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly string[] command;
    private readonly Dictionary<string, string> settings;
    private readonly string log;
    private Process? process;

    /// <param name="build">A folder with src below, where it was built in Release.</param>
    /// <param name="project">Silo, Gateway or Sandbox.</param>
    /// <param name="around">A command that runs it, such as one of another network; else nothing.</param>
    public OurProgram(
        string name, string build, string project, Uri address, Dictionary<string, string> settings, string logs,
        params string[] around)
    {
        (Name, Address, this.settings) = (name, address, settings);
        log = Path.Combine(logs, $"{name}.log");
        Folder = Path.Combine(build, "src", project);
        var program = Path.Combine(Folder, "bin", "Release", "net10.0", $"CryptoPay.{project}.dll");
        if (!File.Exists(program)) throw new FileNotFoundException($"{program} is not built.");
        command = [.. around, "dotnet", program, "--urls"];
    }

    public string Name { get; }

    public Uri Address { get; }

    /// <summary>Where it listens besides; nothing.</summary>
    public string AlsoAt { get; init; } = "";

    private string Folder { get; }

    private string Urls => Address.ToString().TrimEnd('/') + (AlsoAt == "" ? "" : $";{AlsoAt}");

    public bool HasExited => process?.HasExited ?? true;

    /// <summary>Of the process that has ended.</summary>
    public int ExitCode => process!.ExitCode;

    public void Start()
    {
        process?.Dispose();
        var start = new ProcessStartInfo("sh", ["-c", "exec \"$@\" >>\"$LOG_OF_IT\" 2>&1", "sh", .. command, Urls])
        {
            WorkingDirectory = Folder,
        };
        start.Environment["LOG_OF_IT"] = log;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        foreach (var (name, value) in settings) start.Environment[name.Replace(":", "__")] = value;
        process = Process.Start(start)!;
        Leftovers.Add(process);
    }

    /// <summary>SIGKILL: no handler of it runs.</summary>
    public async Task Kill()
    {
        if (HasExited) return;
        process!.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    public Task Freeze() => Signal("STOP");

    public Task Continue() => Signal("CONT");

    /// <summary>SIGTERM, and its end.</summary>
    public async Task Stop()
    {
        await Signal("TERM");
        await process!.WaitForExitAsync();
    }

    public async Task<bool> IsReady(string path = "/health/ready")
    {
        if (HasExited) return false;
        try
        {
            using var answer = await Http.GetAsync(new Uri(Address, path));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception failed) when (failed is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    /// <exception cref="TimeoutException">It has ended, or does not become ready; the message has its log's end.</exception>
    public async Task BecomesReady(string path = "/health/ready")
    {
        for (var clock = Stopwatch.StartNew(); !await IsReady(path);)
        {
            if (HasExited || clock.Elapsed > Patience)
            {
                throw new TimeoutException($"{Name} {(HasExited ? "has ended" : "does not become ready")}. Its log:\n"
                    + string.Join('\n', File.ReadLines(log).TakeLast(30)));
            }

            await Task.Delay(100);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Kill();
        process?.Dispose();
    }

    private async Task Signal(string signal)
    {
        // Of what `ip netns exec` and the like become, which keep the process id.
        using var kill = Process.Start(
            "kill", [$"-{signal}", process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }
}
