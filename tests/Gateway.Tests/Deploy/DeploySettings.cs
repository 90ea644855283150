using System.Text.RegularExpressions;
using CryptoPay.Gateway.Tests.Docs;

namespace CryptoPay.Gateway.Tests.Deploy;

/// <summary>Variables that files in deploy set, against the tables of docs/settings.md.</summary>
internal static class DeploySettings
{
    /// <summary>Not ours: those of .NET, and of the package that reads them.</summary>
    private static readonly string[] Others = ["ASPNETCORE_ENVIRONMENT", "ASPNETCORE_URLS", "POD_NAME", "POD_NAMESPACE"];

    private static readonly Regex[] Known =
    [
        .. from cells in Pages.Rows("settings.md")
           where cells.Length == 4 && cells[0].StartsWith('`')
           select new Regex(
               "^" + Regex.Replace(Regex.Escape(cells[0].Trim('`')).Replace(":", "__"), "<[^>]+>", "[^_]+") + "(__[0-9]+)?$",
               RegexOptions.None, Regex.InfiniteMatchTimeout),
    ];

    /// <returns>Those that no row has.</returns>
    public static IEnumerable<string> Unknown(IEnumerable<string> variables) => variables.Where(name =>
        !Others.Contains(name) && !name.StartsWith("Logging__LogLevel__", StringComparison.Ordinal)
        && !Known.Any(row => row.IsMatch(name)));
}
