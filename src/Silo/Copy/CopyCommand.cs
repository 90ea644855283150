using System.Collections.Immutable;
using System.CommandLine;
using CryptoPay.Hosting.Start;
using CryptoPay.Hosting.Storage;
using CryptoPay.Silo.Storage.Sqlite;

namespace CryptoPay.Silo.Copy;

/// <summary>
/// <c>CryptoPay.Silo copy</c>: an embedded gateway's SQLite database into a PostgreSQL one, where silos go on with it.
/// Exit code 0: all is there and equal. 1: it is not. 2: it was called wrongly.
/// </summary>
/// <param name="output">What was compared.</param>
/// <param name="notes">How far it is, and what is wrong.</param>
internal sealed class CopyCommand(TextWriter output, TextWriter notes, TimeProvider time)
{
    public const string Name = "copy";

    /// <summary>As the gateway's default has it.</summary>
    private const string FileName = "cryptopay.db";

    /// <param name="args">What follows the name, and settings as <c>--Section:Name=value</c> among it.</param>
    public Task<int> Run(string[] args, CancellationToken cancellation = default)
    {
        var from = Text("--from", $"The folder of {FileName}, or a connection string as Data Source=/data/{FileName}.");
        var to = Text("--to", "The connection string of an empty PostgreSQL database. PGPASSFILE holds too.");
        var copy = new Command(
            Name, "Copies a gateway's SQLite database into a PostgreSQL one. The gateway must be stopped.")
        {
            from, to,
        };
        copy.SetAction((words, token) =>
            Copy([.. args.Where(CommandWords.IsSetting)], words.GetRequiredValue(from), words.GetRequiredValue(to), token));
        return CommandWords.Run(
            new RootCommand("CryptoPay.Silo") { copy },
            args.Where(arg => !CommandWords.IsSetting(arg)).Prepend(Name), output, notes, cancellation);
    }

    private static Option<string> Text(string name, string says) => new(name) { Description = says, Required = true };

    private async Task<int> Copy(string[] settings, string from, string to, CancellationToken cancellation)
    {
        try
        {
            var builder = WebApplication.CreateBuilder(settings);
            builder.Configuration.KeepSettings();
            var verdicts = await new DatabaseCopy(
                SourceIn(builder.Configuration, from), TargetIn(builder.Configuration, to), notes, time)
                .Run(cancellation);
            return await Tell(verdicts) ? 0 : 1;
        }
        catch (OperationCanceledException)
        {
            await notes.WriteLineAsync("It was ended on its way. The same command goes on.");
            return 1;
        }
        catch (Exception cannot) when (ProgramStart.IsOfItsSurroundings(cannot))
        {
            await notes.WriteLineAsync(cannot.Message);
            return 1;
        }
    }

    /// <exception cref="InvalidOperationException">It names no file.</exception>
    private static StorageOptions SourceIn(IConfiguration settings, string from)
    {
        var source = settings.GetSection(StorageOptions.Section).Get<StorageOptions>() ?? new StorageOptions();
        source.Provider = StorageOptions.Sqlite;
        // What names a server is the target's.
        if (NamesServer(source.DataKeysConnectionString)) source.DataKeysConnectionString = "";
        if (NamesServer(source.ErasuresConnectionString)) source.ErasuresConnectionString = "";
        source.ConnectionString = from.Contains('=')
            ? from
            : $"Data Source={(Directory.Exists(from) ? Path.Combine(from, FileName) : from)}";
        _ = Named("--from", () => source.DatabaseFile);
        return source;
    }

    /// <exception cref="InvalidOperationException">A setting is missing or wrong; the message names it.</exception>
    private static StorageOptions TargetIn(IConfiguration settings, string to)
    {
        var target = new Dictionary<string, string?>
        {
            ["Storage:Provider"] = StorageOptions.Postgres,
            // Who counts all rows has nobody who waits; what is said further on holds.
            ["Storage:ConnectionString"] = $"Command Timeout=300;{to}",
            // Of the source.
            ["Storage:KeysPath"] = "",
        };
        foreach (var setting in (string[])["Storage:DataKeysConnectionString", "Storage:ErasuresConnectionString"])
        {
            if (settings[setting] is { } text && !NamesServer(text)) target[setting] = "";
        }

        return Named("--to", () => StorageOptions.In(
            new ConfigurationBuilder().AddConfiguration(settings).AddInMemoryCollection(target).Build()));
    }

    private static bool NamesServer(string connectionString) =>
        connectionString.Contains("Host=", StringComparison.OrdinalIgnoreCase)
        || connectionString.Contains("Server=", StringComparison.OrdinalIgnoreCase);

    /// <summary>A fault in a connection string is told by where it was given here.</summary>
    private static T Named<T>(string option, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException wrong)
        {
            throw new InvalidOperationException(
                wrong.Message.Replace("Storage:ConnectionString", option, StringComparison.Ordinal), wrong);
        }
    }

    /// <returns>Whether all is good.</returns>
    private async Task<bool> Tell(ImmutableArray<CopyVerdict> verdicts)
    {
        if (verdicts.IsEmpty) return true;
        await output.WriteLineAsync($"{"",-20} {"--from",12} {"--to",12}");
        foreach (var (name, inSource, inTarget, fault) in verdicts)
            await output.WriteLineAsync($"{name,-20} {inSource,12} {inTarget,12}  {fault ?? "equal"}");
        var areGood = verdicts.All(verdict => verdict.IsGood);
        await output.WriteLineAsync(areGood
            ? "All is equal. Silos and gateways may start on --to; leave --from as it is."
            : "Not all is equal, so no silo starts on --to.");
        return areGood;
    }
}
