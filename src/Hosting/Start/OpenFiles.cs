using System.Globalization;

namespace CryptoPay.Hosting.Start;

/// <summary>
/// A process that may open too few files answers the first callers and then nobody: each of them is one, and so is each
/// connection to a processor and to the database.
/// </summary>
public static class OpenFiles
{
    /// <summary>An idle gateway has 370 open; the rest is for some hundred connections.</summary>
    public const int Min = 1024;

    /// <exception cref="InvalidOperationException">The process may open too few.</exception>
    public static void Verify()
    {
        if (OperatingSystem.IsLinux() && LimitIn(File.ReadLines("/proc/self/limits")) is { } limit and < Min)
        {
            throw new InvalidOperationException(
                $"It may open {limit} files, and needs {Min} at least. Raise the limit (ulimit -n, LimitNOFILE).");
        }
    }

    /// <param name="limits">As Linux tells them; the first number of a line holds now.</param>
    /// <returns>Null where there is none.</returns>
    internal static int? LimitIn(IEnumerable<string> limits) => limits
        .Where(line => line.StartsWith("Max open files", StringComparison.Ordinal))
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3])
        .Select(text => int.TryParse(text, CultureInfo.InvariantCulture, out var limit) ? limit : (int?)null)
        .FirstOrDefault();
}
