using System.Text.RegularExpressions;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace CryptoPay.Gateway.Tests.Docs;

/// <summary>Holds the table of Prometheus' alerts in docs/operations.md against deploy/monitoring and the drills.</summary>
public partial class PrometheusAlertsTests
{
    /// <summary>Where an alert sends who is called.</summary>
    private static readonly string[] Anchors =
        ["docs/operations.md#alerts-in-prometheus", "docs/operations.md#alerts"];

    private static readonly string Monitoring = Path.Combine(Pages.Root, "deploy", "monitoring");

    private static readonly Rule[] Rules = [.. new DeserializerBuilder()
        .WithNamingConvention(CamelCaseNamingConvention.Instance).IgnoreUnmatchedProperties().Build()
        .Deserialize<RuleFile>(File.ReadAllText(Path.Combine(Monitoring, "alerts.yml"))).Groups.Single().Rules];

    /// <summary>Alert, what it means, what to look at, what to do, the drill.</summary>
    private static readonly string[][] Told =
        [.. Pages.Rows("operations.md").Where(cells => cells[0].StartsWith("`CryptoPay", StringComparison.Ordinal))];

    [Fact]
    public void Every_alert_has_its_row_in_its_order_and_no_other_row_is_there() =>
        Assert.Equal(Rules.Select(rule => $"`{rule.Alert}`"), Told.Select(cells => cells[0]));

    [Fact]
    public void Every_row_says_what_to_look_at_and_to_do_and_which_drill_plays_it()
    {
        var drills = File.ReadAllText(Path.Combine(
            Pages.Root, "tests", "EndToEnd.Tests", "Monitoring", "DrillsTests.cs"));
        var played = Drill.Matches(drills).Select(drill => $"`{drill.Groups["name"].Value}`").ToList();

        Assert.All(Told, cells => Assert.Equal(5, cells.Count(cell => cell != "")));
        Assert.Equal(played.Order(), Told.Select(cells => cells[4]).Where(drill => drill != "none").Order());
    }

    [Fact]
    public void Every_alert_says_what_it_is_how_urgent_it_is_and_where_to_read_more() => Assert.All(Rules, rule =>
    {
        Assert.NotEmpty(rule.Annotations["summary"]);
        Assert.EndsWith(".", rule.Annotations["description"]);
        Assert.Contains(rule.Annotations["runbook_url"], Anchors);
        Assert.Contains(rule.Labels["severity"], (string[])["page", "ticket"]);
    });

    [Fact]
    public void Every_alert_has_a_test_that_it_fires_and_one_that_it_does_not()
    {
        var tests = File.ReadAllText(Path.Combine(Monitoring, "alerts.test.yml"));

        Assert.All(Rules, rule =>
        {
            Assert.Contains($"name: '{rule.Alert} fires: ", tests);
            Assert.Contains($"name: '{rule.Alert} does not fire: ", tests);
        });
    }

    [GeneratedRegex(@"Task (?<name>[A-Z]\w+_\w+)\(\)")]
    private static partial Regex Drill { get; }

    private sealed class RuleFile
    {
        public List<Group> Groups { get; set; } = [];
    }

    private sealed class Group
    {
        public List<Rule> Rules { get; set; } = [];
    }

    private sealed class Rule
    {
        public string Alert { get; set; } = "";

        public Dictionary<string, string> Labels { get; set; } = [];

        public Dictionary<string, string> Annotations { get; set; } = [];
    }
}
