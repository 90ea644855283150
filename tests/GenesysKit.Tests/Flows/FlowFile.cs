using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CryptoPay.Sandbox.Genesys.Tenant;
using YamlDotNet.RepresentationModel;

namespace CryptoPay.GenesysKit.Tests.Flows;

/// <summary>A flow as Archy publishes it: the committed file, with its tokens replaced.</summary>
internal static partial class FlowFile
{
    public static readonly string Folder = Path.Combine(Kit.Folder, "flows");

    public static readonly IReadOnlyDictionary<string, string> English = TokensIn("en", "en-us");

    public static readonly IReadOnlyDictionary<string, string> Spanish = TokensIn("es", "es-us");

    public static string[] Names => [.. Directory.GetFiles(Folder).Select(file => Path.GetFileName(file)).Order()];

    public static string TextOf(string name) => File.ReadAllText(Path.Combine(Folder, name));

    /// <summary>What stands under the flow's kind, such as <c>inboundCall</c>.</summary>
    public static (string Kind, JsonObject Flow) Read(string name, IReadOnlyDictionary<string, string> tokens)
    {
        var text = tokens.Aggregate(TextOf(name), (so, token) => so.Replace($"{{{{{token.Key}}}}}", token.Value));
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        var (kind, flow) = Json(yaml.Documents.Single().RootNode)!.AsObject().Single();
        return (kind, flow!.AsObject());
    }

    private static Dictionary<string, string> TokensIn(string language, string flowLanguage) => new()
    {
        ["message_flow_name"] = "Messages",
        ["call_flow_name"] = "Calls",
        ["collect_flow_name"] = "Collect",
        ["division"] = "Home",
        ["queue"] = "Payments",
        ["category"] = "CryptoPay",
        ["platform_category"] = "CryptoPay Platform",
        ["sms_from"] = "+13175550199",
        ["worktype_id"] = SandboxWorktype.Id,
        ["iso_code"] = "USD",
        ["crypto_code"] = "BTC",
        ["crypto_code_2"] = "LTC",
        ["language"] = language,
        ["flow_language"] = flowLanguage,
        ["voice"] = "Jill",
    };

    // What is not quoted and reads as one is a number or a truth, as Archy takes it.
    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(pair =>
            KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, Json(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Json)]),
        YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain, Value: "true" or "false" } truth =>
            truth.Value == "true",
        YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain } plain when decimal.TryParse(
            plain.Value, out var number) => number,
        YamlScalarNode scalar => scalar.Value,
        _ => throw new NotSupportedException(),
    };

    /// <summary>What Archy puts a value of the administrator's in the place of.</summary>
    [GeneratedRegex(@"\{\{(?<name>\w+)\}\}")]
    public static partial Regex Token { get; }
}
