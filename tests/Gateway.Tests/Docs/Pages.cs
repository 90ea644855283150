using System.Runtime.CompilerServices;

namespace CryptoPay.Gateway.Tests.Docs;

/// <summary>The pages that people read, as they stand in the repository.</summary>
internal static class Pages
{
    public static readonly string Root = RepositoryRoot();

    public static readonly string Readme = Path.Combine(Root, "README.md");

    /// <summary>README.md and its neighbours, and all below docs/, integrations/, src/ and tests/.</summary>
    public static IEnumerable<string> All => Directory.GetFiles(Root, "*.md").Concat(
        from folder in (string[])["docs", "integrations", "src", "tests"]
        from page in Directory.GetFiles(Path.Combine(Root, folder), "*.md", SearchOption.AllDirectories)
        where !page.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}")
        select page);

    public static string Text(string name) => File.ReadAllText(Path.Combine(Root, "docs", name));

    /// <summary>The rows of all its tables, each as its trimmed cells.</summary>
    public static IEnumerable<string[]> Rows(string name) => Text(name).Split('\n')
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
        .Select(line => line.Trim().Trim('|').Split('|', StringSplitOptions.TrimEntries));

    private static string RepositoryRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
