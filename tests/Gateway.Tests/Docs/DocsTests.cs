using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using CryptoPay.Gateway.Hosting;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Views;

namespace CryptoPay.Gateway.Tests.Docs;

public partial class DocsTests
{
    [Fact]
    public void Every_link_leads_to_a_file_or_a_heading_that_is_there()
    {
        var broken =
            from page in Pages.All
            from Match link in Link.Matches(File.ReadAllText(page))
            let target = link.Groups["target"].Value
            where !target.Contains("://") && !Leads(page, target)
            select $"{Path.GetRelativePath(Pages.Root, page)}: {target}";

        Assert.Equal([], broken);
    }

    [Fact]
    public void Every_source_file_that_a_page_names_by_its_path_is_there()
    {
        var gone =
            from page in Pages.All
            from Match named in SourceFile.Matches(File.ReadAllText(page))
            let path = named.Groups["path"].Value
            let starts = (string[])[Pages.Root, Path.Combine(Pages.Root, "src"), Path.GetDirectoryName(page)!]
            where !starts.Any(start => File.Exists(Path.Combine(start, path)))
            select $"{Path.GetRelativePath(Pages.Root, page)}: {path}";

        Assert.Equal([], gone);
    }

    [Fact]
    public void The_README_has_the_line_that_the_program_prints()
    {
        var printed = Greeting.TextFor("http://localhost:5080", "", "").Split('\n')
            .Single(line => line.TrimStart().StartsWith("curl ", StringComparison.Ordinal));

        Assert.Contains($"\n{printed.Trim()}\n", File.ReadAllText(Pages.Readme));
    }

    [Fact]
    public void The_README_starts_the_gateway_where_it_listens()
    {
        var settings = File.ReadAllText(Path.Combine(Pages.Root, "src/Gateway/Properties/launchSettings.json"));

        Assert.Contains("\"http://localhost:5080\"", settings);
    }

    [Fact]
    public void The_API_page_has_every_row_of_the_case_table()
    {
        var rows = typeof(CaseTable).GetFields(BindingFlags.NonPublic | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(CaseRow)).Select(field => (CaseRow)field.GetValue(null)!)
            .ToList();
        var told = Pages.Rows("api.md").Where(cells => cells.Length == 5).Select(cells => string.Join('|', cells[1..]))
            .ToList();

        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Contains(
            $"{row.CaseStatus}|{row.Outcome}|{(row.IsFinal ? "yes" : "no")}|{row.ActionRequired}", told));
    }

    [Fact]
    public void The_API_page_has_every_key_of_the_answer_and_every_refusal()
    {
        var keys = typeof(PaymentIntentView).GetProperties()
            .Where(
                property => property.GetCustomAttribute<System.Text.Json.Serialization.JsonIgnoreAttribute>() is null)
            .Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name));
        var refusals = Enum.GetValues<Refusal>().Where(refusal => refusal != Refusal.None)
            .Select(refusal => JsonNamingPolicy.SnakeCaseLower.ConvertName(refusal.ToString()));

        Assert.All(keys.Concat(refusals), word => Assert.Contains($"`{word}`", Pages.Text("api.md")));
    }

    // Who copies an example must not take the risk of a double spend with it.
    [Fact]
    public void No_example_asks_for_the_speed_that_waits_for_no_confirmation() =>
        Assert.Equal([], Pages.All.Where(page => HighSpeed.IsMatch(File.ReadAllText(page))));

    private static bool Leads(string page, string target)
    {
        var parts = target.Split('#');
        var path = parts[0] == "" ? page : Path.Combine(Path.GetDirectoryName(page)!, parts[0]);
        return parts.Length == 1
            ? Path.Exists(path)
            : File.Exists(path) && Headings(path).Contains(parts[1]);
    }

    // As GitHub names them: lower case, blanks as hyphens, without punctuation.
    private static IEnumerable<string> Headings(string path) => File.ReadLines(path)
        .Where(line => line.StartsWith('#'))
        .Select(line => NoName.Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)|(?:src|href)=""(?<target>[^""]+)""")]
    private static partial Regex Link { get; }

    [GeneratedRegex(@"^\s*""transactionSpeed"":\s*""high""", RegexOptions.Multiline)]
    private static partial Regex HighSpeed { get; }

    [GeneratedRegex("`(?<path>[A-Za-z.]+(?:/[A-Za-z.]+)+\\.cs)`")]
    private static partial Regex SourceFile { get; }

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoName { get; }
}
