using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace CryptoPay.Sandbox.Tests.Genesys.Sdk;

/// <summary>Genesys' own client for Node.js, installed anew from the lock file beside this.</summary>
internal static class OfficialSdk
{
    public const string Missing = "node and npm are not installed (Debian: npm)";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>What <c>calls.cjs</c> saw; null where there is no Node.js.</summary>
    public static async Task<JsonElement?> Calls(params (string Name, string Value)[] environment)
    {
        var folder = Directory.CreateTempSubdirectory("genesys-sdk").FullName;
        try
        {
            foreach (var file in new[] { "package.json", "package-lock.json", "calls.cjs" })
                File.Copy(Path.Combine(AppContext.BaseDirectory, "Genesys", "Sdk", file), Path.Combine(folder, file));
            await Run(folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            var output = await Run(folder, "node", ["calls.cjs"],
                // It watches a file of the home folder, and takes a proxy even for this machine.
                [("HOME", folder), ("NO_PROXY", "*"), ("no_proxy", "*"), .. environment]);
            return JsonDocument.Parse(output).RootElement;
        }
        catch (Win32Exception)
        {
            return null;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Task<string> Run(string folder, string command, params string[] arguments) =>
        Run(folder, command, arguments, []);

    private static async Task<string> Run(
        string folder, string command, string[] arguments, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{command} did not end.");
        }
        Assert.True(process.ExitCode == 0, $"{command} {arguments[0]}: {await errors}{await output}");
        return await output;
    }
}
