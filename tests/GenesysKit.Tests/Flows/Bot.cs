using System.Text.Json.Nodes;

namespace CryptoPay.GenesysKit.Tests.Flows;

/// <summary>What the bot takes for an answer.</summary>
internal static class Bot
{
    public static string[] PatternsOf(string slot, IReadOnlyDictionary<string, string> tokens)
    {
        var domain = FlowFile.Read("crypto-payment-collect.yaml", tokens).Flow
            ["settingsNaturalLanguageUnderstanding"]!["nluDomainVersion"]!;
        var type = (string)Named(domain["entities"]!, slot)["type"]!;
        return
        [
            .. Named(domain["entityTypes"]!, type)["mechanism"]!["items"]!.AsArray()
                .Select(item => (string)item!["value"]!),
        ];
    }

    private static JsonNode Named(JsonNode list, string name) =>
        list.AsArray().Single(one => (string)one!["name"]! == name)!;
}
