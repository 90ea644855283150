using System.CommandLine;

namespace CryptoPay.Gateway.Commands;

/// <summary>Opens the storage that the settings name, and runs on it; says why where it cannot be opened.</summary>
/// <param name="run">Gives the exit code.</param>
/// <param name="mayMake">
/// Where there is no database it makes one; else it refuses, as an answer from an empty one would be a wrong one.
/// </param>
internal delegate Task<int> OnStorage(
    Func<IServiceProvider, IConfiguration, Task<int>> run, bool mayMake = false);

internal static class StorageAction
{
    /// <summary>What the command does.</summary>
    public static Command On(
        this Command command, OnStorage onStorage,
        Func<ParseResult, IServiceProvider, IConfiguration, Task<int>> run, bool mayMake = false)
    {
        command.SetAction((words, _) => onStorage((storage, settings) => run(words, storage, settings), mayMake));
        return command;
    }
}
