using System.CommandLine;
using System.CommandLine.Parsing;

namespace CryptoPay.Hosting.Start;

/// <summary>The words of a command that a program has beside taking payments.</summary>
public static class CommandWords
{
    /// <summary>As <c>--Section:Name=value</c>; these may stand among a command's own.</summary>
    public static bool IsSetting(string arg) => arg.StartsWith("--", StringComparison.Ordinal)
        && (arg.Split('=')[0].Contains(':') || arg.StartsWith("--environment=", StringComparison.OrdinalIgnoreCase));

    /// <summary>What it was called wrongly by is told, and where its help is.</summary>
    /// <param name="program">The commands; described by the program's name.</param>
    /// <param name="words">Without settings.</param>
    /// <returns>The command's exit code; 2 where it was called wrongly.</returns>
    public static async Task<int> Run(
        RootCommand program, IEnumerable<string> words, TextWriter output, TextWriter notes,
        CancellationToken cancellation)
    {
        var parsed = program.Parse([.. words]);
        foreach (var error in parsed.Errors) await notes.WriteLineAsync(error.Message);
        if (parsed.Errors.Count > 0)
        {
            await notes.WriteLineAsync($"See {Path(parsed.CommandResult)} --help.");
            return 2;
        }

        return await parsed.InvokeAsync(
            new InvocationConfiguration { Output = output, Error = notes, EnableDefaultExceptionHandler = false },
            cancellation);
    }

    private static string? Path(CommandResult words) => words switch
    {
        { Command: RootCommand program, Parent: null } => program.Description,
        { Parent: CommandResult above } => $"{Path(above)} {words.Command.Name}",
        _ => words.Command.Name,
    };
}
