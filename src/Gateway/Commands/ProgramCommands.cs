using System.CommandLine;
using CryptoPay.Hosting.Start;
using CryptoPay.Hosting.Storage;
using CryptoPay.Silo;
using CryptoPay.Silo.Storage.Sqlite;

namespace CryptoPay.Gateway.Commands;

/// <summary>
/// What the program does beside taking payments: it changes who may call, in the storage that the settings name, also
/// while gateways run. Exit code 0: done. 1: it could not be. 2: it was called wrongly.
/// </summary>
/// <param name="output">What a script wants to read: a new key, a list.</param>
/// <param name="notes">What a person wants to read besides.</param>
internal sealed class ProgramCommands(TextWriter output, TextWriter notes, TimeProvider time)
{
    /// <summary>How each begins on the command line.</summary>
    public static readonly string[] Names = ["keys", "users", "audit"];

    /// <param name="args">The command, and settings as <c>--Section:Name=value</c> among its words.</param>
    public Task<int> Run(string[] args, CancellationToken cancellation = default) => CommandWords.Run(
        Root([.. args.Where(CommandWords.IsSetting)]), args.Where(arg => !CommandWords.IsSetting(arg)), output, notes,
        cancellation);

    private RootCommand Root(string[] settings)
    {
        OnStorage onStorage = (run, mayMake) => OnStorage(settings, run, mayMake);
        return new("CryptoPay.Gateway")
        {
            new KeysCommand(output, notes, onStorage, time).Command,
            new UsersCommand(output, notes, onStorage, time).Command,
            new AuditCommand(output, onStorage).Command,
        };
    }

    private async Task<int> OnStorage(
        string[] settings, Func<IServiceProvider, IConfiguration, Task<int>> run, bool mayMake)
    {
        try
        {
            var builder = WebApplication.CreateBuilder(settings);
            builder.Configuration.KeepSettings();
            // In another folder than the gateway's it would otherwise look like a gateway that nobody called.
            var place = StorageOptions.In(builder.Configuration);
            var isNew = !place.IsThere;
            if (isNew && !mayMake)
            {
                await notes.WriteLineAsync($"There is no database {place.DatabaseFile}. Name the gateway's by "
                    + "--Storage:ConnectionString, or call this in its working directory.");
                return 1;
            }

            await using var storage = StorageComposition.OpenStorage(builder.Configuration);
            if (isNew)
            {
                await notes.WriteLineAsync(
                    $"There was no database, so an empty one was made: {place.DatabaseFile}. Is it the gateway's?");
            }

            return await run(storage, builder.Configuration);
        }
        catch (Exception cannot) when (ProgramStart.IsOfItsSurroundings(cannot))
        {
            await notes.WriteLineAsync(cannot.Message);
            return 1;
        }
    }
}
