using System.Diagnostics;

namespace CryptoPay.EndToEnd.Tests;

/// <summary>A start that cannot be: who set it up reads one line, and who watches it sees an exit code.</summary>
public sealed class StartRefusalTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cryptopay-start-").FullName;

    [Theory]
    [InlineData("Gateway", "Storage__ConnectionString", "Data Source={0}/cryptopay.db")]
    [InlineData("Silo", "Storage__ConnectionString", "Data Source={0}/cryptopay.db")]
    [InlineData("Silo", "Storage__KeysPath", "{0}")]
    public async Task A_folder_that_nothing_can_be_written_to_is_named_in_one_line(
        string project, string setting, string value)
    {
        // No folder can be made in a file, whoever we are; root may write where others may only read.
        var file = Path.Combine(folder, "a-file");
        await File.WriteAllTextAsync(file, "");

        var (exitCode, said) = await Start(project, "", (setting, string.Format(value, file)));

        Assert.Equal(1, exitCode);
        var line = Assert.Single(said);
        Assert.StartsWith($"CryptoPay does not start: {setting.Replace("__", ":")}: nothing can be written to ", line);
        Assert.Contains(file, line);
    }

    [Fact]
    public async Task Too_few_files_that_it_may_open_are_told_in_one_line()
    {
        if (!OperatingSystem.IsLinux()) return;

        var (exitCode, said) = await Start("Gateway", "ulimit -n 300; ");

        Assert.Equal(1, exitCode);
        Assert.Equal(
            ["CryptoPay does not start: It may open 300 files, and needs 1024 at least. "
                + "Raise the limit (ulimit -n, LimitNOFILE)."],
            said);
    }

    [Theory]
    [InlineData("Gateway")]
    [InlineData("Silo")]
    public async Task A_word_that_is_no_command_starts_nothing(string project)
    {
        var (exitCode, said) = await Start(project, "", "chekc", []);

        Assert.Equal(2, exitCode);
        Assert.Equal(
            ["\"chekc\" is neither a command nor a setting. Settings are given as --Section:Name=value."], said);
    }

    [Fact]
    public async Task A_setting_that_is_missing_is_told_in_one_line()
    {
        var (exitCode, said) = await Start("Gateway", "", ("ASPNETCORE_ENVIRONMENT", "Production"));

        Assert.Equal(1, exitCode);
        Assert.StartsWith(
            "CryptoPay does not start: No processor account is configured. Set Processors:<account>:Kind",
            Assert.Single(said));
    }

    [Fact]
    public async Task Settings_that_contradict_each_other_are_told_in_one_line_however_many_they_are()
    {
        var (exitCode, said) = await Start("Gateway", "",
            ("ApiKeys__me__Sha256", new string('0', 64)), ("Polling__ReadGap", "00:00:30"),
            ("Limits__CreateBurst", "10"));

        Assert.Equal(1, exitCode);
        var line = Assert.Single(
            said, line => line.StartsWith("CryptoPay does not start: ", StringComparison.Ordinal));
        Assert.Contains(
            "Polling:ReadGap is 00:00:30: it must be at most Polling:ShortPeriod, which is 00:00:10.", line);
        Assert.Contains("Limits:CreatePerSecond must be at most Limits:CreateBurst", line);
    }

    [Fact]
    public async Task A_settings_file_that_is_no_JSON_is_named_in_one_line()
    {
        var file = Path.Combine(folder, "appsettings.json");
        await File.WriteAllTextAsync(file, "{ \"Limits\": { half");

        var (exitCode, said) = await Start("Gateway", "");

        Assert.Equal(1, exitCode);
        Assert.Equal(
            $"CryptoPay does not start: Failed to load configuration from file '{file}'.", Assert.Single(said));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Task<(int ExitCode, string[] Said)> Start(
        string project, string first, params (string Name, string Value)[] settings) =>
        Start(project, first, "", settings);

    /// <summary>Runs it to its end; the lines of both outputs.</summary>
    /// <param name="word">Its first argument; "" for none.</param>
    private async Task<(int ExitCode, string[] Said)> Start(
        string project, string first, string word, (string Name, string Value)[] settings)
    {
        // In a shell, as only there the limit of a single program can be set.
        var start = new ProcessStartInfo(
            "bash",
            ["-c", $"{first}exec dotnet '{ServerProcess.Program(project)}' {word} --urls http://127.0.0.1:1 2>&1"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Test";
        foreach (var (name, value) in settings) start.Environment[name] = value;
        using var program = Process.Start(start)!;
        var said = await program.StandardOutput.ReadToEndAsync();
        await program.WaitForExitAsync();
        return (program.ExitCode, said.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
