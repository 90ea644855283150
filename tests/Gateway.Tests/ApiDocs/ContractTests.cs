using System.Text.Json.Nodes;
using CryptoPay.Gateway.Tests.Docs;

namespace CryptoPay.Gateway.Tests.ApiDocs;

/// <summary>
/// Callers were built against docs/openapi.json: what it promises only grows. It is the description as it is served at
/// http://localhost:5080/openapi/v1.json.
/// </summary>
public class ContractTests(WholeGateway gateway)
{
    private static readonly JsonNode Committed = Without(JsonNode.Parse(Pages.Text("openapi.json"))!);

    [Fact]
    public async Task No_path_key_or_value_that_callers_know_is_gone()
    {
        var now = Promises(await Served()).ToHashSet();

        Assert.Equal([], Promises(Committed).Where(promise => !now.Contains(promise)));
    }

    [Fact]
    public async Task The_committed_description_is_the_one_that_is_served() => Assert.True(
        JsonNode.DeepEquals(Committed, await Served()),
        "The API has changed. Start the gateway, then: "
        + "curl -s http://localhost:5080/openapi/v1.json > docs/openapi.json, and look at the difference.");

    [Fact]
    public void A_key_or_value_that_goes_is_noticed()
    {
        const string Before = """
            {"paths":{"/a":{"get":{"responses":{"200":{}}}}},"schemas":{"A":{"properties":{
              "b":{"enum":["x"]},"c":{"x-extensible-enum":["y","z"]}}}}}
            """;
        Assert.Equal(
            [
                "/paths//a/get/responses/200", "/schemas/A/properties/b/enum/x",
                "/schemas/A/properties/c/x-extensible-enum/y", "/schemas/A/properties/c/x-extensible-enum/z",
            ],
            Promises(JsonNode.Parse(Before)!).Order(StringComparer.Ordinal));
    }

    private async Task<JsonNode> Served() =>
        Without(JsonNode.Parse(await (await gateway.Send(Requests.Get("/openapi/v1.json"))).Text())!);

    /// <summary>Where it is served is another matter at each gateway.</summary>
    private static JsonNode Without(JsonNode description)
    {
        description.AsObject().Remove("servers");
        return description;
    }

    /// <summary>The way to each thing that there is, values of lists among them, but no words that describe it.</summary>
    private static IEnumerable<string> Promises(JsonNode? node, string way = "") => node switch
    {
        JsonObject { Count: > 0 } all => all.Where(pair => pair.Key is not ("description" or "summary" or "example"))
            .SelectMany(pair => Promises(pair.Value, $"{way}/{pair.Key}")),
        // Required of an answer may grow; what is required of a request is in the other test.
        JsonArray list when !way.EndsWith("/required", StringComparison.Ordinal) => list.SelectMany(item =>
            item is JsonValue value ? [$"{way}/{value}"] : Promises(item, way)),
        JsonValue value when way.EndsWith("/type", StringComparison.Ordinal) => [$"{way}/{value}"],
        _ => [way],
    };
}
