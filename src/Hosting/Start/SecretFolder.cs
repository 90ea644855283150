using Microsoft.Extensions.Configuration;

namespace CryptoPay.Hosting.Start;

/// <summary>
/// Secrets as Docker and Kubernetes mount them, a file for each: what <c>Processors__shop__ApiKey</c> holds is
/// <c>Processors:shop:ApiKey</c>. The folder is read again by itself, as no watcher of files tells of all the ways in
/// which one is changed: Kubernetes turns a link, and a mounted volume tells nothing.
/// </summary>
public static class SecretFolder
{
    public const string Setting = "Secrets:Folder";

    /// <summary>Taken where it is there and the setting says nothing.</summary>
    public const string Default = "/run/secrets";

    /// <summary>After this time at most a change counts.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    /// <returns>Null where there is none.</returns>
    public static string? In(IConfiguration configuration) =>
        (configuration[Setting] ?? (Directory.Exists(Default) ? Default : "")) is { Length: > 0 } folder
            ? Path.GetFullPath(folder)
            : null;

    /// <summary>Files that hold settings. Others may lie beside them, and Kubernetes' own begin with a dot.</summary>
    public static IEnumerable<string> FilesIn(string folder) => Directory.EnumerateFiles(folder)
        .Where(file => Path.GetFileName(file) is var name && !name.StartsWith('.') && KeyOf(name).Contains(':'));

    internal static string KeyOf(string name) => name.Replace("__", ":");
}

internal sealed class SecretFolderSource(string folder, TimeProvider time) : IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder) => new SecretFolderProvider(folder, time);
}

internal sealed class SecretFolderProvider : ConfigurationProvider, IDisposable
{
    /// <summary>Why the last look failed; null where it did not. It names a file, and nothing that is in it.</summary>
    public string? Fault { get; private set; }

    private readonly string folder;
    private readonly ITimer timer;

    public SecretFolderProvider(string folder, TimeProvider time)
    {
        this.folder = folder;
        timer = time.CreateTimer(_ => Look(), null, SecretFolder.Period, SecretFolder.Period);
    }

    /// <exception cref="InvalidOperationException">It cannot be read as a whole; what was read before holds.</exception>
    public override void Load() => Data = Read();

    public void Dispose() => timer.Dispose();

    private void Look()
    {
        try
        {
            var now = Read();
            Fault = null;
            if (now.Count == Data.Count && now.All(one => Data.TryGetValue(one.Key, out var was) && was == one.Value))
                return;
            Data = now;
            OnReload();
        }
        catch (Exception cannot)
        {
            Fault = cannot.Message;
            // The folder is in the middle of being changed, or whoever heard of the change cannot use it and says so.
            // From a timer it would end the process.
        }
    }

    private Dictionary<string, string?> Read()
    {
        var read = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        try
        {
            foreach (var file in SecretFolder.FilesIn(folder))
            {
                // Editors and echo end a file with a new line, which no secret has.
                var value = File.ReadAllText(file).TrimEnd('\r', '\n');
                if (value == "") throw new InvalidDataException($"{file} is empty: write it, or take it away.");
                if (!read.TryAdd(SecretFolder.KeyOf(Path.GetFileName(file)), value))
                    throw new InvalidDataException($"{file} is there under another name too.");
            }
        }
        catch (Exception cannot) when (cannot is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new InvalidOperationException(
                $"{SecretFolder.Setting}: the secrets in {folder} cannot be read. {cannot.Message}", cannot);
        }

        return read;
    }
}
