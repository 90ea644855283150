using System.Text.RegularExpressions;
using CryptoPay.Gateway.Tests.Docs;
using CryptoPay.GenesysKit.Tests.DataActions;
using CryptoPay.Sandbox.Genesys.Contract;

namespace CryptoPay.GenesysKit.Tests.Terraform;

/// <summary>
/// Holds what the module makes for the gateway against docs/genesys.md, which is held against the code.
/// </summary>
public sealed partial class TenantTests
{
    private static readonly string[][] Rows = [.. Pages.Rows("genesys.md")];

    private static readonly Dictionary<string, string> CaseStatuses = Rows
        .SkipWhile(cells => cells[0] != "Word").Skip(1).TakeWhile(cells => cells.Length == 2)
        .ToDictionary(cells => cells[0].Trim('`'), cells => cells[1]);

    [Fact]
    public async Task Every_word_has_a_status_with_the_name_that_everybody_sees()
    {
        var statuses = (await Module.Read()).Locals["statuses"].EnumerateObject().ToList();

        Assert.NotEmpty(CaseStatuses);
        Assert.Equal(
            CaseStatuses.Select(row => $"{row.Key}: {row.Value}").Order(),
            statuses.Select(status => $"{status.Name}: {status.Value.GetProperty("name")}").Order());
    }

    [Fact]
    public async Task What_goes_on_or_waits_for_a_person_is_not_closed_and_what_is_over_is()
    {
        var statuses = (await Module.Read()).Locals["statuses"].EnumerateObject()
            .ToLookup(status => status.Value.GetProperty("category").GetString()!, status => status.Name);

        Assert.Equal(["PaymentRequested"], statuses["Open"]);
        Assert.Equal(["AdditionalFundsRequired", "AwaitingPayment", "PaymentPending"], statuses["Waiting"].Order());
        Assert.Equal(["PaymentConfirming", "UnderReview"], statuses["InProgress"].Order());
        Assert.Equal(
            ["Cancelled", "Complete", "Expired", "Failed", "PartlyRefunded", "Refunded", "Timeout"],
            statuses["Closed"].Order());
    }

    [Fact]
    public async Task A_work_item_begins_as_requested_and_none_is_ended_by_its_status()
    {
        var status = (await Module.Read()).Resource("genesyscloud_task_management_worktype_status");

        Assert.Equal("""${each.key == "PaymentRequested"}""", status.GetProperty("default").GetString());
        Assert.False(status.GetProperty("auto_terminate_workitem").GetBoolean());
    }

    // Money comes late and goes back: a payment that is expired may be complete, and one that is complete refunded.
    [Fact]
    public async Task From_every_status_a_transition_leads_to_every_other()
    {
        var transition = (await Module.Read()).Resource("genesyscloud_task_management_worktype_status_transition");

        Assert.Equal(
            "${genesyscloud_task_management_worktype_status.payment}", transition.GetProperty("for_each").GetString());
        Assert.Equal("${each.value.id}", transition.GetProperty("status_id").GetString());
        Assert.Equal(
            "${[ for word, other in genesyscloud_task_management_worktype_status.payment : "
            + "other.id if word != each.key ]}",
            Blanks.Replace(transition.GetProperty("destination_status_ids").GetString()!, " "));
    }

    [Fact]
    public async Task The_schema_has_every_field_as_text_and_no_other()
    {
        var module = await Module.Read();

        Assert.Equal(
            Rows.Where(cells => cells.Length == 2 && cells[1].EndsWith("_text`", StringComparison.Ordinal))
                .Select(cells => cells[1].Trim('`')).Order(),
            module.Locals["fields"].EnumerateObject().Select(field => field.Name).Order());
        Assert.Contains(
            """"$ref" = "#/definitions/text"""",
            module.Resource("genesyscloud_task_management_workitem_schema").GetProperty("properties").GetString());
    }

    [Fact]
    public async Task The_role_may_do_for_each_sink_what_the_sink_needs_and_no_more() => Assert.Equal(
        Rows.SkipWhile(cells => cells[0] != "Sink").Skip(1).TakeWhile(cells => cells.Length == 4)
            .Select(cells => $"{cells[0]}: {(cells[3] == "none" ? "" : cells[3])}".Replace("`", "")).Order(),
        (await Module.Read()).Locals["permissions_of"].EnumerateObject()
            .Select(sink => $"{sink.Name}: {string.Join(", ", sink.Value.EnumerateArray())}").Order());

    // Of those that a call names any one is enough.
    [Fact]
    public async Task The_role_of_the_flows_may_do_one_thing_for_each_action_that_calls_Genesys_Cloud_and_no_more()
    {
        var role = (await Module.Read()).Resources
            .Single(one => one is { Type: "genesyscloud_auth_role", Name: "platform" });
        var may = (
            from policy in role.Body.GetProperty("permission_policies").EnumerateArray()
            from action in policy.GetProperty("action_set").EnumerateArray()
            select $"{policy.GetProperty("domain")}:{policy.GetProperty("entity_name")}:{action}").ToList();
        var needed = PlatformAction.All.Select(action => ExportedAction.OfFlows(action.Name)).Select(
            action => GenesysContract.PermissionsFor(action.Method, action.UrlTemplate)).ToList();

        Assert.All(needed, any => Assert.Single(any.Intersect(may)));
        Assert.Equal(may.Order(), needed.SelectMany(any => any.Intersect(may)).Distinct().Order());
        Assert.False(role.Body.TryGetProperty("permissions", out _));
        var guide = File.ReadAllText(Path.Combine(Kit.Folder, "index.md"));
        Assert.All(may, permission => Assert.Contains($"`{permission}`", guide));
    }

    [Fact]
    public async Task Regions_and_sinks_are_those_of_the_page()
    {
        var module = await Module.Read();

        Assert.Equal(
            Domain.Matches(Pages.Text("genesys.md")).Select(match => match.Value.Trim('`')).Distinct().Order(),
            module.Allowed("region").Order());
        Assert.Equal(
            module.Locals["permissions_of"].EnumerateObject().Select(sink => sink.Name).Order(),
            module.Allowed("sinks").Order());
    }

    // To the provider the ID of a status is <work type>/<status>: as it stands, the gateway would find no such status.
    [Fact]
    public async Task The_output_has_settings_that_exist_and_the_statuses_own_IDs()
    {
        var settings = (await Module.Read()).Outputs["gateway_settings"].GetProperty("value").GetString()!;
        var told = Pages.Rows("settings.md").Select(cells => cells[0].Trim('`')).ToList();

        Assert.Equal(
            ["Genesys:<merchant>:ClientId", "Genesys:<merchant>:Region", "Genesys:<merchant>:Sinks",
            "Genesys:<merchant>:Statuses:<Word>"],
            Setting.Matches(settings).Select(match => match.Groups[1].Value.Replace("${var.merchant}", "<merchant>")
                .Replace(":${i}", "").Replace("${word}", "<Word>")).Order().Where(told.Contains));
        Assert.Contains("""split("/", status.id)[1]""", settings);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks { get; }

    [GeneratedRegex(@"`(?:mypurecloud\.[a-z.]+|[a-z0-9.-]+pure\.cloud)`")]
    private static partial Regex Domain { get; }

    [GeneratedRegex(@"""(Genesys:[^""]+)""")]
    private static partial Regex Setting { get; }
}
