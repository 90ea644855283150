using System.Globalization;
using System.Text.RegularExpressions;
using CryptoPay.Gateway.Tests.Docs;
using CryptoPay.GenesysKit.Tests.Flows;

namespace CryptoPay.GenesysKit.Tests.Guide;

/// <summary>Holds the guide against the kit and our pages. Its links are looked at with those of all pages.</summary>
public sealed partial class GuideTests
{
    private static readonly string Guide = File.ReadAllText(Path.Combine(Kit.Folder, "index.md"));

    [Fact]
    public void It_has_the_layout_of_a_blueprint()
    {
        Assert.Equal(
            ["title", "author", "indextype", "icon", "image", "category", "summary"],
            FrontMatter.Matches(Guide.Split("---\n")[1]).Select(match => match.Groups[1].Value));
        Assert.Equal(
            ["Scenario", "Solution", "Contents", "Solution components", "Prerequisites", "Implementation steps",
            "Limits", "Upgrade", "Troubleshooting", "What only a tenant can confirm", "Additional resources"],
            Guide.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal))
                .Select(line => line[3..]));
    }

    [Fact]
    public void Every_file_that_it_names_is_there()
    {
        var named = KitFile.Matches(Guide).Select(match => match.Groups[1].Value).Distinct().ToList();

        Assert.Contains("flows/crypto-payment-call.yaml", named);
        Assert.Equal([], named.Where(path => !Path.Exists(Path.Combine(Kit.Folder, path))));
    }

    [Fact]
    public void Every_folder_of_the_kit_is_in_its_readme()
    {
        var told = File.ReadAllText(Path.Combine(Kit.Folder, "README.md"));

        Assert.Equal([], Directory.GetDirectories(Kit.Folder).Select(Path.GetFileName)
            .Where(name => name != "images" && !told.Contains($"[`{name}`]({name})", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_setting_that_it_names_exists()
    {
        var told = Pages.Rows("settings.md").Select(cells => cells[0].Trim('`')).ToList();
        var named = Setting.Matches(Guide).Select(match => match.Groups[1].Value).Distinct().ToList();

        Assert.NotEmpty(named);
        Assert.Equal([], named.Except(told));
    }

    [Fact]
    public void It_tells_of_every_data_action() => Assert.Equal(
        Directory.GetFiles(Path.Combine(Kit.Folder, "exports", "api-key"))
            .Select(path => Path.GetFileName(path).Split('.')[0].Replace('-', ' ')).Order(),
        Guide.Split('\n').Where(line => line.StartsWith("| `CryptoPay ", StringComparison.Ordinal))
            .Select(line => line.Split('`')[1]).Order());

    [Fact]
    public void Its_options_give_a_value_to_each_token_of_the_flows() => Assert.Equal(
        FlowFile.Names.SelectMany(name => FlowFile.Token.Matches(FlowFile.TextOf(name)))
            .Select(match => match.Groups["name"].Value).Distinct().Order(),
        Option.Matches(Guide.Split("```yaml")[1].Split("```")[0]).Select(match => match.Groups[1].Value).Order());

    [Fact]
    public void The_terraform_that_it_names_is_in_the_module()
    {
        var module = string.Concat(
            Directory.GetFiles(Path.Combine(Kit.Folder, "terraform"), "*.tf").Select(File.ReadAllText));
        var outputs = TerraformOutput.Matches(Guide).Select(match => $"output \"{match.Groups[1].Value}\"");
        var targets = Target.Matches(Guide)
            .Select(match => $"resource \"{match.Groups[1].Value}\" \"{match.Groups[2].Value}\"");

        Assert.All(outputs.Concat(targets), block => Assert.Contains(block, module));
        Assert.Equal((3, 2), (outputs.Count(), targets.Count()));
    }

    [Fact]
    public void The_permissions_of_our_client_are_those_that_the_work_item_needs()
    {
        var needed = Pages.Rows("genesys.md").Single(cells => cells is ["`workitem`", _, _, _])[3];

        Assert.Contains(needed.Replace("`, `workitems:status", "` and `workitems:status"), Guide.Replace("\n", " "));
    }

    [Fact]
    public void What_it_reckons_with_is_so_and_it_reckons_rightly()
    {
        var told = Pages.Rows("settings.md").Where(cells => cells[0].StartsWith("`Limits:", StringComparison.Ordinal))
            .ToDictionary(cells => cells[0].Trim('`'), cells => cells[1].Trim('`'));
        var actions = File.ReadAllText(Path.Combine(Kit.Folder, "terraform", "actions.tf"));
        var timeout = Timeout.Match(actions).Groups[1].Value;

        Assert.Contains($"{OfMinute("Limits:CallsPerSecond")} calls in a minute", Guide);
        Assert.Contains($"of these {OfMinute("Limits:CreatePerSecond")} creates", Guide);
        Assert.Contains($"execution timeout to {timeout} s", Guide);
        // Of 2,500 in a minute; one asks 6 times a minute, and 21 times in all.
        Assert.Contains($"{2500 / 6} conversations that wait at the same time, or {2500 / 21} new payments", Guide);
        // 50 places, by the seconds that an answer takes.
        Assert.All(
            ((string, double)[])[("a minute at 0.2 s", 0.2), ("at 1 s", 1), ("at 2 s", 2)],
            row => Assert.Contains($"{Number(50 * 60 / row.Item2)} {row.Item1}", Guide));
        Assert.Contains(
            $"{Number(50 * 60 / double.Parse(timeout, CultureInfo.InvariantCulture))} a minute with {timeout} s, "
            + "50 with the 60 s",
            Guide);

        string OfMinute(string setting) => Number(60 * double.Parse(told[setting], CultureInfo.InvariantCulture));
        string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^(\w+):", RegexOptions.Multiline)]
    private static partial Regex FrontMatter { get; }

    [GeneratedRegex(@"[`(\s]((?:bot-connector|exports|flows|images|messenger|platform|terraform|widget)/[\w./-]*\w)")]
    private static partial Regex KitFile { get; }

    [GeneratedRegex(@"`((?:Gateway|Genesys|Limits|ApiKeys|OAuth):[\w<>:]+)`")]
    private static partial Regex Setting { get; }

    [GeneratedRegex(@"^\s*(\w+): ", RegexOptions.Multiline)]
    private static partial Regex Option { get; }

    [GeneratedRegex(@"terraform output (?:-\w+ )?(\w+)")]
    private static partial Regex TerraformOutput { get; }

    [GeneratedRegex(@"-target=(\w+)\.(\w+)")]
    private static partial Regex Target { get; }

    [GeneratedRegex(@"timeout = (\d+)")]
    private static partial Regex Timeout { get; }
}
