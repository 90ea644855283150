using System.Data.Common;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CryptoPay.Hosting.Start;

/// <summary>
/// A program's life. Where it cannot start as it is set up, the last line on standard error says why, and the exit code
/// is 1; a bug still ends with its stack.
/// </summary>
public static class ProgramStart
{
    private static readonly string[] HelpWords = ["--help", "-h", "-?", "/?", "--version"];

    /// <param name="args">Settings, as <c>--Section:Name=value</c>; the program's commands are not among them.</param>
    public static async Task<int> Run(string[] args, Func<WebApplication> build)
    {
        // A command that is mistyped, or a call for help, must not start what takes payments.
        if (args is [var word, ..]
            && (HelpWords.Contains(word)
                || (!word.StartsWith('-') && !word.StartsWith('/') && !word.Contains('='))))
        {
            await Console.Error.WriteLineAsync(
                $"\"{word}\" is neither a command nor a setting. Settings are given as --Section:Name=value.");
            return 2;
        }

        WebApplication app;
        try
        {
            OpenFiles.Verify();
            app = build();
        }
        catch (Exception cannot) when (IsOfItsSurroundings(cannot))
        {
            return Say(cannot);
        }

        await using (app)
        {
            try
            {
                // The start would make its services first, and stop at the first setting that one of them needs.
                app.Services.GetRequiredService<IStartupValidator>().Validate();
                await app.StartAsync();
            }
            catch (Exception cannot) when (IsOfItsSurroundings(cannot))
            {
                return Say(cannot);
            }

            await app.WaitForShutdownAsync();
            return 0;
        }
    }

    /// <summary>Settings, files, ports: what whoever starts it can change.</summary>
    public static bool IsOfItsSurroundings(Exception cannot) => cannot is InvalidOperationException
        or OptionsValidationException or InvalidDataException or IOException or UnauthorizedAccessException
        or SocketException or DbException or OrleansConfigurationException
        // Several settings at once.
        || (cannot is AggregateException all && all.InnerExceptions.All(IsOfItsSurroundings));

    /// <summary>In one line, however many settings are wrong.</summary>
    internal static string Why(Exception cannot)
    {
        IEnumerable<Exception> all = cannot is AggregateException several ? several.InnerExceptions : [cannot];
        return string.Join(' ', all.SelectMany(Sentences)).ReplaceLineEndings(" ");
    }

    // Of several failures its message makes "one.; another."
    private static IEnumerable<string> Sentences(Exception one) =>
        one is OptionsValidationException settings ? settings.Failures : [one.Message];

    private static int Say(Exception cannot)
    {
        Console.Error.WriteLine($"CryptoPay does not start: {Why(cannot)}");
        return 1;
    }
}
