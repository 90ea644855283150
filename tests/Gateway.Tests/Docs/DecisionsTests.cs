using System.Globalization;
using System.Text.RegularExpressions;

namespace CryptoPay.Gateway.Tests.Docs;

/// <summary>Holds the pages in docs/decisions to their one shape.</summary>
public partial class DecisionsTests
{
    private static readonly string Folder = Path.Combine(Pages.Root, "docs", "decisions");

    private static readonly IReadOnlyList<(string File, string[] Lines)> Decisions =
    [
        .. from file in Directory.GetFiles(Folder, "????-*.md").Order(StringComparer.Ordinal)
           select (Path.GetFileName(file), File.ReadAllLines(file)),
    ];

    [Fact]
    public void Each_says_when_it_was_made_whether_it_holds_and_what_was_rejected() => Assert.All(Decisions, decision =>
    {
        Assert.StartsWith("# ", decision.Lines[0]);
        var made = DateAndStatus.Match(decision.Lines[2]);
        Assert.True(made.Success, $"{decision.File}: {decision.Lines[2]}");
        Assert.True(DateOnly.TryParseExact(
            made.Groups["date"].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));
        var rejected = decision.Lines.SkipWhile(line => line != "## Rejected").Skip(1).SkipWhile(line => line == "");
        Assert.Matches(@"^- \*\*.+\*\*", rejected.FirstOrDefault() ?? "");
    });

    [Fact]
    public void The_index_has_each_by_its_number_and_title() => Assert.Equal(
        Decisions.Select((decision, i) => $"| {i + 1} | [{decision.Lines[0][2..]}]({decision.File}) |"),
        File.ReadLines(Path.Combine(Folder, "README.md")).Where(line => Row.IsMatch(line)));

    [Fact]
    public void They_are_numbered_without_a_gap() => Assert.Equal(
        Enumerable.Range(1, Decisions.Count).Select(n => $"{n:0000}"), Decisions.Select(decision => decision.File[..4]));

    [GeneratedRegex(@"^(?<date>\d{4}-\d\d-\d\d), (?:accepted|replaced by \[decision \d+\]\(\d{4}-[a-z0-9-]+\.md\))$")]
    private static partial Regex DateAndStatus { get; }

    [GeneratedRegex(@"^\| \d+ \|")]
    private static partial Regex Row { get; }
}
