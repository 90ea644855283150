using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CryptoPay.Gateway.Tests.Docs;

namespace CryptoPay.GenesysKit.Tests.DataActions;

/// <summary>What published flows bind stays, and is what the API promises.</summary>
public class ContractTests
{
    private static readonly JsonNode Api = JsonNode.Parse(Pages.Text("openapi.json"))!;

    private static readonly JsonObject View =
        Api["components"]!["schemas"]!["PaymentIntentView"]!["properties"]!.AsObject();

    private static IEnumerable<ExportedAction> Actions =>
        DataAction.All.Select(action => ExportedAction.Named(action.Name, Credential.ApiKey.Folder));

    [Fact]
    public void No_action_input_or_output_that_flows_know_is_gone_and_what_is_new_is_written_down()
    {
        var known = File.ReadLines(Path.Combine(
            Pages.Root, "tests", "GenesysKit.Tests", "DataActions", "known-contracts.txt"));
        var ofPlatform = PlatformAction.All.Select(action => ExportedAction.OfFlows(action.Name));
        var now = Actions.Concat(ofPlatform).SelectMany(action =>
            Lines(action, "input", action.Inputs).Concat(Lines(action, "output", action.Outputs)));

        Assert.Equal(known.Order(StringComparer.Ordinal), now.Order(StringComparer.Ordinal));

        static IEnumerable<string> Lines(ExportedAction action, string kind, JsonObject keys) =>
            keys.Select(key => $"{action.Name}: {kind} {key.Key} {key.Value!["type"]}");
    }

    [Fact]
    public void Every_key_of_the_answer_but_the_address_is_an_output_of_the_same_type() => Assert.All(
        Actions, action => Assert.Equal(
            View.Where(key => key.Key != "paymentAddress").Select(Typed).Order(),
            action.Outputs.Select(Typed).Order()));

    [Fact]
    public void Every_call_is_one_of_the_API() => Assert.All(Actions, action => Assert.NotNull(Operation(action)));

    [Fact]
    public void Every_body_has_keys_that_the_API_reads() => Assert.All(
        Actions.Where(action => action.Method == "POST"),
        action => AssertRead(
            JsonNode.Parse(action.BodyTemplate)!.AsObject(),
            Operation(action)!["requestBody"]?["content"]!["application/json"]!["schema"]!));

    private static JsonNode? Operation(ExportedAction action) =>
        Api["paths"]![Regex.Replace(action.UrlTemplate[ExportedAction.Address.Length..], @"\$[^/]*", "{orderId}")]
            ?[action.Method.ToLowerInvariant()];

    /// <param name="schema">Null where the API reads no body.</param>
    private static void AssertRead(JsonObject body, JsonNode? schema)
    {
        // The keys of metadata are the caller's.
        if (schema?["additionalProperties"] is not null) return;
        foreach (var (key, value) in body)
        {
            Assert.True(schema?["properties"]?[key] is not null, key);
            if (value is JsonObject inner) AssertRead(inner, schema["properties"]![key]);
        }
    }

    private static string Typed(KeyValuePair<string, JsonNode?> key) => $"{key.Key} {key.Value!["type"]}";
}
