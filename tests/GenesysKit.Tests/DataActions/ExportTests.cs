using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CryptoPay.GenesysKit.Tests.DataActions;

/// <summary>The files themselves: what Genesys Cloud imports, and what no engine has to be asked for.</summary>
public partial class ExportTests
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    public static TheoryData<string> All =>
        [.. Files];

    public static TheoryData<string> Actions =>
        [.. All.Select(row => row.Data).Where(file => !file.EndsWith(AccessToken.FileName, StringComparison.Ordinal))];

    [Fact]
    public void They_are_what_the_generator_writes_and_nothing_lies_beside_them()
    {
        Assert.Equal(Export.All(ExportedAction.Address).Select(export => export.Path).Order(), Files.Order());
        Assert.All(Export.All(ExportedAction.Address), export => Assert.Equal(
            export.Text, File.ReadAllText(Path.Combine(ExportedAction.Folder, export.Path))));
    }

    /// <summary>Key by key, in their order.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void Each_has_the_form_of_Genesys_Clouds_own_exports(string file)
    {
        const string Form = """
            {"name":"","integrationType":"","actionType":"",
            "config":{"request":{"requestUrlTemplate":"","requestType":"","headers":{},"requestTemplate":""},
            "response":{"translationMap":{},"translationMapDefaults":{},"successTemplate":""}},
            "contract":{"input":{"inputSchema":{"type":"","properties":{},"additionalProperties":true}},
            "output":{"successSchema":{"type":"","properties":{},"additionalProperties":true}}},"secure":false}
            """;
        var export = Parsed(file);

        Assert.Equal(Outline(JsonNode.Parse(Form)!), Outline(export));
        Assert.Equal(
            (IsOfPlatform(file) ? "purecloud-data-actions" : "custom-rest-actions",
                file.Contains(".customAuth.", StringComparison.Ordinal) ? "customAuth" : "custom"),
            ((string?)export["integrationType"], (string?)export["actionType"]));
        Assert.Equal(((string)export["name"]!).Replace(' ', '-'), Path.GetFileName(file).Split('.')[0]);
        Assert.False((bool)export["secure"]!);
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public void Each_input_is_escaped_wherever_it_is_used_and_is_used(string file)
    {
        var action = ExportedAction.Read(Path.Combine(ExportedAction.Folder, file));
        var used = new HashSet<string>();

        Assert.DoesNotMatch(Special, WithoutInputs(UriInput, action.UrlTemplate));
        // Of a GET it is what Genesys' help gives it, and is not sent.
        if (action.Method == "GET") Assert.Equal("${input.rawRequest}", action.BodyTemplate);
        else Assert.DoesNotMatch(Special, WithoutInputs(JsonInput, action.BodyTemplate));
        Assert.All(action.Headers, header => Assert.DoesNotMatch(
            Special, Secret.Replace(WithoutInputs(OneOfOurs, header.Template), "")));
        Assert.Equal(action.Inputs.Select(input => input.Key).Order(), used.Order());

        string WithoutInputs(Regex escaped, string template) => escaped.Replace(template, input =>
        {
            used.Add(input.Groups[1].Value);
            return "";
        });
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public void Each_output_has_a_plain_path_and_a_default_that_promises_nothing(string file)
    {
        var action = ExportedAction.Read(Path.Combine(ExportedAction.Folder, file));
        string[] outputs = [.. action.Outputs.Select(output => output.Key)];

        Assert.Equal(outputs, action.Paths.Select(path => path.Key));
        Assert.Equal(outputs.Select(name => $"$.{name}"), action.Paths.Select(path => (string?)path.Value));
        Assert.Equal(outputs, action.Defaults.Select(value => value.Key));
        Assert.All(action.Defaults, value => Assert.Equal(
            (string?)action.Outputs[value.Key]!["type"], TypeOf(JsonNode.Parse((string)value.Value!)!)));
        if (!IsOfPlatform(file))
        {
            Assert.Equal(
                ("false", "false", "\"pending\"", "\"none\""),
                (Default("isPaid"), Default("isFinal"), Default("outcome"), Default("actionRequired")));
        }

        Assert.Equal(
            $"{{{string.Join(", ", outputs.Select(name => $"\"{name}\": ${{{name}}}"))}}}", action.SuccessTemplate);

        string Default(string output) => (string)action.Defaults[output]!;
    }

    [Fact]
    public void Both_sets_differ_in_the_credential_alone()
    {
        foreach (var action in DataAction.All)
        {
            var withKey = Parsed($"{Credential.ApiKey.Folder}/{action.FileName}");
            var withToken = Parsed($"{Credential.OAuth.Folder}/{action.FileName}");
            Assert.True(Headers(withKey).Remove("X-Api-Key", out var key));
            Assert.True(Headers(withToken).Remove("Authorization", out var token));

            Assert.Equal("${credentials.apiKey}", (string?)key);
            Assert.Equal("Bearer ${authResponse.access_token}", (string?)token);
            Assert.True(JsonNode.DeepEquals(withKey, withToken), action.Name);
        }

        static JsonObject Headers(JsonNode export) => export["config"]!["request"]!["headers"]!.AsObject();
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public void Whoever_reads_a_contract_in_Genesys_Cloud_is_told_what_each_key_is(string file)
    {
        var action = ExportedAction.Read(Path.Combine(ExportedAction.Folder, file));

        Assert.All(
            action.Inputs.Concat(action.Outputs),
            key => Assert.Matches(@"\S.*\.\z", (string)key.Value!["description"]!));
        Assert.All(action.Inputs, input => Assert.Equal("string", (string?)input.Value!["type"]));
    }

    /// <summary>In JSON Schema's words.</summary>
    internal static string TypeOf(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.String => "string",
        JsonValueKind.Number => "integer",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        var other => $"{other}",
    };

    private static IEnumerable<string> Files => Directory
        .GetFiles(ExportedAction.Folder, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(ExportedAction.Folder, file).Replace('\\', '/'));

    private static bool IsOfPlatform(string file) => Path.GetDirectoryName(file) == PlatformAction.Folder;

    private static JsonNode Parsed(string file) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(ExportedAction.Folder, file)))!;

    /// <summary>Its keys in their order, without those that each action has of its own.</summary>
    private static string Outline(JsonNode export)
    {
        var outline = export.DeepClone();
        foreach (var own in (string[])["headers", "translationMap", "translationMapDefaults", "properties"])
            Emptied(outline, own);
        return string.Join('\n', outline.ToJsonString(Readable).Split('\n').Select(line => line.Split(':')[0]));
    }

    private static void Emptied(JsonNode? node, string key)
    {
        if (node is not JsonObject parent) return;
        if (parent.ContainsKey(key)) parent[key] = new JsonObject();
        foreach (var (_, child) in parent) Emptied(child, key);
    }

    /// <summary>What Velocity takes for its own, and what no URL or JSON of ours has otherwise.</summary>
    [GeneratedRegex(@"[$#]")]
    private static partial Regex Special { get; }

    /// <summary>An input as a JSON string has it; its name is the first group.</summary>
    [GeneratedRegex("""(?<=": ")\$!esc\.jsonString\(\$!\{input\.(\w+)\}\)(?=")""")]
    internal static partial Regex JsonInput { get; }

    [GeneratedRegex(@"(?<=/)\$!esc\.uriEncode\(\$!\{input\.(\w+)\}\)(?=/|\z)")]
    private static partial Regex UriInput { get; }

    [GeneratedRegex(
        """\A#if\("\$!\{input\.(\w+)\}" == "es"\)es#elseif\("\$!\{input\.\1\}" == "en"\)en#\{else\}\*#end\z""")]
    private static partial Regex OneOfOurs { get; }

    [GeneratedRegex(@"\$\{(credentials\.apiKey|authResponse\.access_token)\}\z")]
    private static partial Regex Secret { get; }
}
