using System.CommandLine;

namespace CryptoPay.Gateway.Commands;

/// <summary>Opens the storage that the settings name, and runs on it; says why where it cannot be opened.</summary>
/// <param name="run">Gives the exit code.</param>
internal delegate Task<int> OnStorage(Func<IServiceProvider, IConfiguration, Task<int>> run);

internal static class StorageAction
{
    /// <summary>What the command does.</summary>
    public static Command On(
        this Command command, OnStorage onStorage,
        Func<ParseResult, IServiceProvider, IConfiguration, Task<int>> run)
    {
        command.SetAction((words, _) => onStorage((storage, settings) => run(words, storage, settings)));
        return command;
    }
}
