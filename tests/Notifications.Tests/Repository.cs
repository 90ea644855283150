using System.Runtime.CompilerServices;

namespace CryptoPay.Notifications.Tests;

internal static class Repository
{
    public static string Root { get; } = Above();

    /// <summary>What people read of notifications.</summary>
    public static string Page => File.ReadAllText(Path.Combine(Root, "docs", "notifications.md"));

    private static string Above([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
