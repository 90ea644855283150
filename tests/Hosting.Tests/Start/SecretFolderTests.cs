using System.Diagnostics;
using CryptoPay.Alerting;
using CryptoPay.Hosting.Start;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.Time.Testing;

namespace CryptoPay.Hosting.Tests.Start;

/// <summary>A real folder, as it is mounted and changed.</summary>
public sealed class SecretFolderTests : IDisposable
{
    private const string ApiKey = "Processors:shop:ApiKey";

    private readonly string folder = Directory.CreateTempSubdirectory("cryptopay-secrets-").FullName;
    private readonly FakeTimeProvider time = new();
    private readonly ConfigurationManager configuration = new();
    private int changes;

    [Fact]
    public void Each_file_is_a_setting_without_the_new_line_at_its_end()
    {
        Write("Processors__shop__ApiKey", "a-key\n");
        Write("Processors:shop:WebhookSecret", "a secret \r\n");

        Mount();

        Assert.Equal("a-key", configuration[ApiKey]);
        Assert.Equal("a secret ", configuration["Processors:shop:WebhookSecret"]);
    }

    [Fact]
    public void What_is_no_setting_may_lie_beside_them()
    {
        Write("urls", "http://*:1");
        Write(".Processors__shop__ApiKey.swp", "half");
        Directory.CreateDirectory(Path.Combine(folder, "kubernetes.io__serviceaccount"));

        Mount();

        Assert.Empty(configuration.AsEnumerable());
    }

    [Fact]
    public void A_link_that_Kubernetes_turns_is_a_change_that_everybody_hears_of()
    {
        MountedByKubernetes("v1", "old");
        Mount();
        Assert.Equal("old", configuration[ApiKey]);

        TurnTo("v2", "new");
        time.Advance(SecretFolder.Period);

        Assert.Equal(("new", 1), (configuration[ApiKey], changes));
    }

    [Fact]
    public async Task What_cannot_be_read_is_told_once_until_it_can_be()
    {
        Write("Processors__shop__ApiKey", "a-key");
        Mount();
        using var log = new AllLines();
        using var watch = new SecretFolderWatch(
            configuration, time, new LoggerFactory([log]).CreateLogger<SecretFolderWatch>());
        await watch.StartAsync(TestContext.Current.CancellationToken);

        Write("Processors__shop__ApiKey", "");
        for (var i = 0; log.Lines.Length == 0 && i < 1000; i++)
        {
            time.Advance(SecretFolder.Period);
            await Task.Yield();
        }

        time.Advance(SecretFolder.Period);
        await watch.StopAsync(TestContext.Current.CancellationToken);

        Assert.Contains("is empty", Assert.Single(log.Lines));
        Assert.Equal("a-key", configuration[ApiKey]);
    }

    [Fact]
    public void What_stays_as_it_is_is_no_change()
    {
        Write("Processors__shop__ApiKey", "a-key");
        Mount();

        Write("Processors__shop__ApiKey", "a-key\n");
        time.Advance(SecretFolder.Period);

        Assert.Equal(0, changes);
    }

    [Fact]
    public void A_file_that_is_gone_is_a_setting_that_is_gone()
    {
        Write("Processors__shop__PreviousWebhookSecret", "old");
        Mount();

        File.Delete(Path.Combine(folder, "Processors__shop__PreviousWebhookSecret"));
        time.Advance(SecretFolder.Period);

        Assert.Null(configuration["Processors:shop:PreviousWebhookSecret"]);
    }

    [Theory]
    [InlineData("gone")]
    [InlineData("half written")]
    [InlineData("a link to nowhere")]
    [InlineData("one setting twice")]
    public void A_folder_that_cannot_be_read_as_a_whole_takes_nothing_away_and_counts_once_it_is_mended(string how)
    {
        MountedByKubernetes("v1", "old");
        Mount();

        Break(how);
        time.Advance(SecretFolder.Period);
        Assert.Equal(("old", 0), (configuration[ApiKey], changes));
        var why = Assert.Throws<InvalidOperationException>(((IConfigurationRoot)configuration).Reload);
        Assert.StartsWith($"Secrets:Folder: the secrets in {folder} cannot be read. ", why.Message);
        Assert.Equal("old", configuration[ApiKey]);

        if (how != "gone") Directory.Delete(folder, recursive: true);
        MountedByKubernetes("v2", "new");
        time.Advance(SecretFolder.Period);
        Assert.Equal("new", configuration[ApiKey]);
    }

    [Fact]
    public void One_that_cannot_be_read_at_first_stops_the_start()
    {
        var settings = With($"--{SecretFolder.Setting}={folder}/nowhere");

        var refusal = Assert.Throws<InvalidOperationException>(settings.KeepSettings);

        Assert.StartsWith($"Secrets:Folder: the secrets in {folder}/nowhere cannot be read. ", refusal.Message);
    }

    [Fact]
    public void It_wins_over_files_and_environment_and_loses_to_the_command_line()
    {
        Write("Processors__shop__ApiKey", "of the folder");
        Write("Processors__shop__StoreId", "of the folder");

        var settings = With($"--{SecretFolder.Setting}={folder}", "--Processors:shop:StoreId=of the command line");
        settings.KeepSettings();

        Assert.Equal("of the folder", settings[ApiKey]);
        Assert.Equal("of the command line", settings["Processors:shop:StoreId"]);
    }

    public void Dispose()
    {
        configuration.Dispose();
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    /// <summary>Both settings stand in what a file or the environment would give.</summary>
    private static ConfigurationManager With(params string[] commandLine)
    {
        var settings = new ConfigurationManager();
        settings.AddInMemoryCollection([new(ApiKey, "before"), new("Processors:shop:StoreId", "before")]);
        settings.AddCommandLine(commandLine);
        return settings;
    }

    private void Mount()
    {
        configuration.Sources.Add(new SecretFolderSource(folder, time));
        ChangeToken.OnChange(((IConfiguration)configuration).GetReloadToken, () => changes++);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);

    private void MountedByKubernetes(string version, string key)
    {
        Directory.CreateDirectory(folder);
        TurnTo(version, key);
        File.CreateSymbolicLink(
            Path.Combine(folder, "Processors__shop__ApiKey"), Path.Combine("..data", "Processors__shop__ApiKey"));
    }

    private void TurnTo(string version, string key)
    {
        var files = Directory.CreateDirectory(Path.Combine(folder, $"..{version}")).FullName;
        File.WriteAllText(Path.Combine(files, "Processors__shop__ApiKey"), key);
        var turned = Path.Combine(folder, "..data_tmp");
        Directory.CreateSymbolicLink(turned, $"..{version}");
        // As one step; .NET moves no link to a folder over another.
        using var move = Process.Start("mv", ["-T", turned, Path.Combine(folder, "..data")]);
        move.WaitForExit();
        Assert.Equal(0, move.ExitCode);
    }

    private void Break(string how)
    {
        switch (how)
        {
            case "gone":
                Directory.Delete(folder, recursive: true);
                break;
            case "half written":
                Write("Processors__shop__ApiKey", "");
                break;
            case "a link to nowhere":
                Directory.Delete(Path.Combine(folder, "..v1"), recursive: true);
                break;
            default:
                Write("Processors:shop:ApiKey", "another");
                break;
        }
    }
}
