using System.ComponentModel;
using System.Diagnostics;

namespace CryptoPay.Node;

/// <summary>
/// Programs that are not ours, from npm: a folder of its own with the packages of a lock file, and Node to run them.
/// </summary>
internal sealed class NodeFolder : IDisposable
{
    public const string Missing = "node and npm are not installed (Debian: nodejs, npm)";

    /// <summary>Ends only what hangs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private NodeFolder() { }

    public static bool IsInstalled { get; } = Starts("node") && Starts("npm");

    public string Path { get; } = Directory.CreateTempSubdirectory("cryptopay-node-").FullName;

    /// <param name="source">A folder with package.json, package-lock.json and scripts.</param>
    /// <exception cref="InvalidOperationException">They cannot be installed; the message is npm's.</exception>
    public static async Task<NodeFolder> Install(string source)
    {
        var folder = new NodeFolder();
        try
        {
            foreach (var file in Directory.GetFiles(source))
                File.Copy(file, System.IO.Path.Combine(folder.Path, System.IO.Path.GetFileName(file)));
            await folder.InstallPackages(tries: 3);
            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <returns>What the program wrote on standard output.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message is what it wrote.</exception>
    public async Task<string> Run(
        string program, string[] args, params (string Name, string Value)[] environment)
    {
        using var process = Start(program, args, environment);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException late)
        {
            process.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"{program} {args[0]} did not end.", late);
        }

        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{program} {args[0]}: {await output}{await error}");
    }

    /// <summary>Whoever starts it ends it.</summary>
    public Process Start(string program, string[] args, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, args)
        {
            WorkingDirectory = Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    /// <summary>The registry is far away: asked again where it fails, and where it hangs.</summary>
    private async Task InstallPackages(int tries)
    {
        try
        {
            await Run(
                "npm", [
                    "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--logs-max=0",
                    "--fetch-retries=5", "--fetch-timeout=30000"]);
        }
        catch (InvalidOperationException) when (tries > 1)
        {
            await InstallPackages(tries - 1);
        }
    }

    private static bool Starts(string program)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, "--version") { RedirectStandardOutput = true });
            return process is not null;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
