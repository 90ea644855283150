using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CryptoPay.GenesysKit;

/// <summary>A file that Genesys Cloud imports, in the form of its own exports.</summary>
/// <param name="Path">Below the folder of all exports.</param>
internal sealed record Export(string Path, string Text)
{
    private const string IntegrationType = "custom-rest-actions";

    private static readonly JsonSerializerOptions Readable =
        new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="gateway">Its address, without a slash at the end.</param>
    public static IEnumerable<Export> All(string gateway) =>
    [
        .. Credential.All.SelectMany(credential => DataAction.All.Select(
            action => Of($"{credential.Folder}/{action.FileName}", OfAction(action, credential, gateway)))),
        Of($"{Credential.OAuth.Folder}/{AccessToken.FileName}", AccessToken.Export(IntegrationType)),
        .. PlatformAction.All.Select(action => Of(action.FileName, action.Export())),
    ];

    private static Export Of(string path, JsonObject content) => new(path, content.ToJsonString(Readable) + "\n");

    private static JsonObject OfAction(DataAction action, Credential credential, string gateway) => Form(
        action.Name, IntegrationType, gateway + action.Path, action.Method,
        new JsonObject
        {
            [credential.Header] = credential.Value,
            ["Content-Type"] = "application/json",
            ["Accept"] = "application/json",
            // A call flow cannot read what a failed action answers.
            ["X-CryptoPay-Errors"] = "inline",
            ["Accept-Language"] = Template.Language(Input.Language.Name),
        },
        action.Body, action.Inputs, Output.All);

    /// <param name="url">A template, as are the headers' values and the body.</param>
    internal static JsonObject Form(
        string name, string integrationType, string url, string method, JsonObject headers, string body, Input[] inputs,
        Output[] outputs) => new()
        {
            ["name"] = name,
            ["integrationType"] = integrationType,
            ["actionType"] = "custom",
            ["config"] = new JsonObject
            {
                ["request"] = new JsonObject
                {
                    ["requestUrlTemplate"] = url,
                    ["requestType"] = method,
                    ["headers"] = headers,
                    ["requestTemplate"] = body,
                },
                ["response"] = new JsonObject
                {
                    // Of deeper paths some give [] where there is nothing, and then no default.
                    ["translationMap"] = Each(outputs, output => output.Name, output => $"$.{output.Name}"),
                    ["translationMapDefaults"] = Each(outputs, output => output.Name, output => output.Default),
                    ["successTemplate"] = Template.JsonObject(
                        outputs.Select(output => (output.Name, $"${{{output.Name}}}"))),
                },
            },
            ["contract"] = new JsonObject
            {
                ["input"] = new JsonObject { ["inputSchema"] = SchemaOf(inputs) },
                ["output"] = new JsonObject { ["successSchema"] = SchemaOf(outputs) },
            },
            ["secure"] = false,
        };

    // Nothing is required here: where the gateway says what is missing, a flow can show it.
    private static JsonObject SchemaOf(Input[] inputs) => new()
    {
        ["type"] = "object",
        ["properties"] = Each(inputs, input => input.Name, input => Property("string", input.Description)),
        ["additionalProperties"] = true,
    };

    private static JsonObject SchemaOf(Output[] outputs) => new()
    {
        ["type"] = "object",
        ["properties"] = Each(outputs, output => output.Name, output => Property(output.Type, output.Description)),
        ["additionalProperties"] = true,
    };

    private static JsonObject Property(string type, string description) =>
        new() { ["type"] = type, ["description"] = description };

    private static JsonObject Each<T>(IEnumerable<T> items, Func<T, string> name, Func<T, JsonNode> value) =>
        new(items.Select(item => KeyValuePair.Create<string, JsonNode?>(name(item), value(item))));
}
