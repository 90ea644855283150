using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.Json;

namespace CryptoPay.Hosting.Start;

/// <summary>
/// Settings files that a running program reads again, <see cref="SecretFolder"/> among them. .NET empties one that
/// cannot be read: the next change of anything then takes all keys and accounts away that stood in it. Here what was
/// read before holds.
/// </summary>
public static class KeptSettings
{
    /// <exception cref="InvalidOperationException">The folder of secrets cannot be read.</exception>
    public static void KeepSettings(this IConfigurationManager configuration)
    {
        var sources = configuration.Sources;
        for (var i = 0; i < sources.Count; i++)
        {
            if (sources[i] is JsonConfigurationSource file and not KeptSource) sources[i] = new KeptSource(file);
        }

        if (SecretFolder.In(configuration) is not { } folder) return;
        // A variable of the environment cannot change while the program runs, and would hold a rotated secret back.
        var commandLine = sources.LastOrDefault(source => source is CommandLineConfigurationSource);
        sources.Insert(commandLine is null ? sources.Count : sources.IndexOf(commandLine),
            new SecretFolderSource(folder, TimeProvider.System));
    }

    private sealed class KeptSource : JsonConfigurationSource
    {
        public KeptSource(JsonConfigurationSource file)
        {
            FileProvider = file.FileProvider;
            Path = file.Path!;
            (Optional, ReloadOnChange, ReloadDelay) = (file.Optional, file.ReloadOnChange, file.ReloadDelay);
            OnLoadException = failure => (failure.Provider as KeptFile)?.Restore();
        }

        public override IConfigurationProvider Build(IConfigurationBuilder builder)
        {
            EnsureDefaults(builder);
            return new KeptFile(this);
        }
    }

    private sealed class KeptFile(JsonConfigurationSource source) : JsonConfigurationProvider(source)
    {
        private IDictionary<string, string?>? good;

        public override void Load(Stream stream)
        {
            base.Load(stream);
            good = Data;
        }

        public void Restore() => Data = good ?? Data;
    }
}
