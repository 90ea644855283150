using System.Text.Json.Nodes;

namespace CryptoPay.GenesysKit.Tests.DataActions;

/// <summary>A data action as an administrator imports it: the committed file.</summary>
internal sealed class ExportedAction(JsonObject export)
{
    /// <summary>What stands for the gateway's address.</summary>
    public const string Address = "https://payments.example.com";

    public static readonly string Folder = Path.Combine(Kit.Folder, "exports");

    /// <summary>In the set with API keys, or of those that call Genesys Cloud itself.</summary>
    public static ExportedAction OfFlows(string name) => Named(
        name, IsOfPlatform(name) ? PlatformAction.Folder : Credential.ApiKey.Folder);

    public static bool IsOfPlatform(string name) => PlatformAction.All.Any(action => action.Name == name);

    /// <param name="name">As flows name it.</param>
    /// <param name="set">The folder of the way in which it says who calls.</param>
    public static ExportedAction Named(string name, string set) => Read(
        Path.Combine(Folder, set, $"{name.Replace(' ', '-')}.custom.json"));

    public static ExportedAction Read(string file) => new(JsonNode.Parse(File.ReadAllText(file))!.AsObject());

    public string Name => Text(export, "name");

    public string UrlTemplate => Text(Request, "requestUrlTemplate");

    public string Method => Text(Request, "requestType");

    /// <summary>Templates too.</summary>
    public IEnumerable<(string Name, string Template)> Headers =>
        Request["headers"]!.AsObject().Select(header => (header.Key, (string)header.Value!));

    public string BodyTemplate => Text(Request, "requestTemplate");

    public JsonObject Paths => Response["translationMap"]!.AsObject();

    /// <summary>JSON text of each.</summary>
    public JsonObject Defaults => Response["translationMapDefaults"]!.AsObject();

    public string SuccessTemplate => Text(Response, "successTemplate");

    /// <summary>JSON Schema of each.</summary>
    public JsonObject Inputs => export["contract"]!["input"]!["inputSchema"]!["properties"]!.AsObject();

    /// <inheritdoc cref="Inputs"/>
    public JsonObject Outputs => export["contract"]!["output"]!["successSchema"]!["properties"]!.AsObject();

    private JsonObject Request => export["config"]!["request"]!.AsObject();

    private JsonObject Response => export["config"]!["response"]!.AsObject();

    private static string Text(JsonObject parent, string key) => (string)parent[key]!;
}
