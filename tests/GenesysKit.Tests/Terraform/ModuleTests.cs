using System.Text.Json;
using System.Text.RegularExpressions;
using CryptoPay.GenesysKit.Tests.DataActions;
using CryptoPay.GenesysKit.Tests.Flows;

namespace CryptoPay.GenesysKit.Tests.Terraform;

public sealed partial class ModuleTests
{
    [Fact]
    public async Task What_a_resource_says_is_what_the_provider_takes_and_nothing_required_is_missing()
    {
        var module = await Module.Read();

        Assert.NotEmpty(module.Resources);
        Assert.Equal([], module.Resources.SelectMany(
            resource => ProviderAttributes.Faults(resource.Type, resource.Name, resource.Body)));
    }

    // Terraform would fill it in, or refuse the file. A real template comes by file(), which it leaves alone.
    [Fact]
    public void No_template_of_a_data_action_stands_unescaped_in_a_string() =>
        Assert.All(Module.Texts, file => Assert.DoesNotMatch(TemplateOfGenesys, file.Value));

    [Fact]
    public async Task Whatever_is_named_is_declared_and_whatever_is_declared_is_named()
    {
        var module = await Module.Read();
        var declared = module.Variables.Keys.Select(name => $"var.{name}")
            .Concat(module.Locals.Keys.Select(name => $"local.{name}"))
            .Concat(module.Resources.Select(resource => $"{resource.Type}.{resource.Name}"))
            .ToList();
        var named = Module.Texts.Values.SelectMany(text => Reference.Matches(Comment.Replace(text, "")))
            .Select(match => match.Value).Distinct().ToList();

        Assert.Equal([], named.Except(declared));
        // What nothing refers to is there for its own sake.
        Assert.Equal(
            ["genesyscloud_integration.widget", "genesyscloud_task_management_worktype_status_transition.payment"],
            declared.Except(named).Order());
    }

    [Fact]
    public async Task Every_variable_and_every_output_says_what_it_is_and_what_is_secret_is_marked()
    {
        var module = await Module.Read();
        var all = module.Variables.Concat(module.Outputs).ToList();

        Assert.All(all, one => Assert.NotEmpty(one.Value.GetProperty("description").GetString()!));
        Assert.All(module.Variables, one => Assert.True(one.Value.TryGetProperty("type", out _), one.Key));
        Assert.Equal(
            ["api_key", "gateway_client_secret", "oauth_client_secret"],
            all.Where(one => one.Value.TryGetProperty("sensitive", out _)).Select(one => one.Key).Order());
    }

    [Fact]
    public async Task The_example_gives_what_has_no_default_and_shows_the_defaults_of_the_rest()
    {
        var module = await Module.Read();
        var byDefault = module.Variables.Where(variable => variable.Value.TryGetProperty("default", out _))
            .ToDictionary(variable => variable.Key, variable => variable.Value.GetProperty("default"));

        Assert.Equal(module.Variables.Keys.Except(byDefault.Keys).Order(), module.Example.Keys.Order());
        // These depend on auth, and a secret is best in no file.
        Assert.Equal(
            ["api_key", "oauth_client_id", "oauth_client_secret", "oauth_login_url", "oauth_scope"],
            module.Variables.Keys.Except(module.WholeExample.Keys).Order());
        Assert.All(byDefault.Where(variable => module.WholeExample.ContainsKey(variable.Key)), variable => Assert.True(
            JsonElement.DeepEquals(variable.Value, module.WholeExample[variable.Key]), variable.Key));
    }

    [Fact]
    public async Task Each_way_to_call_has_its_exports_with_the_address_that_is_replaced()
    {
        var exports = (await Module.Read()).Allowed("auth").ToDictionary(
            auth => auth, auth => Directory.GetFiles(Path.Combine(ExportedAction.Folder, auth), "*.custom.json"));

        Assert.Equal(["api-key", "oauth"], exports.Keys);
        Assert.All(exports, set => Assert.Equal(6, set.Value.Length));
        Assert.All(exports.Values.SelectMany(set => set), path => Assert.Contains(
            "\"requestUrlTemplate\": \"https://payments.example.com/", File.ReadAllText(path)));
        Assert.True(File.Exists(Path.Combine(
            ExportedAction.Folder, Credential.OAuth.Folder, AccessToken.FileName)));
        Assert.Equal(2, Directory.GetFiles(Path.Combine(ExportedAction.Folder, PlatformAction.Folder)).Length);
    }

    [Fact]
    public async Task Every_action_calls_the_gateway_and_is_given_up_when_its_time_is_over()
    {
        var action = (await Module.Read()).Resource("genesyscloud_integration_action");

        Assert.Equal(
            "${replace(each.value.config.request.requestUrlTemplate, local.address, var.gateway_url)}",
            action.GetProperty("config_request")[0].GetProperty("request_url_template").GetString());
        Assert.Equal(
            "${local.integrations[each.value.integrationType].timeout}",
            action.GetProperty("config_timeout_seconds").GetString());
    }

    [Fact]
    public async Task Every_flow_is_published_and_each_of_its_tokens_gets_a_value()
    {
        var module = await Module.Read();
        var published = module.Resources.Where(resource => resource.Type == "genesyscloud_flow")
            .Select(flow => Path.GetFileName(flow.Body.GetProperty("filepath").GetString()!))
            .SelectMany(path => module.Allowed("flows").Select(kind => path.Replace("${each.value.kind}", kind)));
        var tokens = FlowFile.Names.SelectMany(name => FlowFile.Token.Matches(FlowFile.TextOf(name)))
            .Select(match => match.Groups["name"].Value);

        Assert.Equal(FlowFile.Names, published.Distinct().Order());
        Assert.Equal(
            tokens.Distinct().Order(),
            Key.Matches(module.Locals["substitutions"].GetString()!).Select(match => match.Groups[1].Value).Order());
    }

    [Fact]
    public async Task A_widget_is_made_where_its_page_is_named_and_shows_it_with_the_settings_of_the_kit()
    {
        var widget = (await Module.Read()).Resources
            .Single(one => one is { Type: "genesyscloud_integration", Name: "widget" }).Body;
        var properties = widget.GetProperty("config")[0].GetProperty("properties").GetString()!;
        var settings = JsonElement.Parse(
            await File.ReadAllTextAsync(Path.Combine(Kit.Folder, "widget", "interaction-widget.json")));

        Assert.Equal("${var.widget_url == \"\" ? 0 : 1}", widget.GetProperty("count").GetString());
        Assert.Equal("embedded-client-app-interaction-widget", widget.GetProperty("integration_type").GetString());
        Assert.StartsWith("${jsonencode(merge(local.widget, {", properties);
        // What the module sets stands in the settings under the same names.
        Assert.Equal(
            ["groups", "queueIdFilterList", "url"], Key.Matches(properties).Select(key => key.Groups[1].Value).Order());
        Assert.All(Key.Matches(properties), key => Assert.True(settings.TryGetProperty(key.Groups[1].Value, out _)));
        // Genesys fills in its own placeholders and no others, so nothing secret can stand there.
        Assert.Equal(
            ["{{gcConversationId}}", "{{gcLangTag}}"],
            Placeholder.Matches(settings.GetProperty("url").GetString()!).Select(match => match.Value));
        // Without them our page in it has no script, hears no news and makes no invoice.
        Assert.All(
            ["allow-scripts", "allow-same-origin", "allow-forms"],
            right => Assert.Contains(right, settings.GetProperty("sandbox").GetString()!.Split(',')));
    }

    [GeneratedRegex(@"\{\{\w+\}\}")]
    private static partial Regex Placeholder { get; }

    [GeneratedRegex(@"(?<!\$)\$!?\{(?:input|credentials|authResponse|rawResult)")]
    private static partial Regex TemplateOfGenesys { get; }

    [GeneratedRegex(@"\b(?:var|local|(?:data\.)?genesyscloud_\w+)\.\w+")]
    private static partial Regex Reference { get; }

    [GeneratedRegex(@"^\s*#.*$", RegexOptions.Multiline)]
    private static partial Regex Comment { get; }

    [GeneratedRegex(@"^\s+(\w+)\s+= ", RegexOptions.Multiline)]
    private static partial Regex Key { get; }
}
