namespace CryptoPay.GenesysKit.Tests.Flows;

/// <summary>What the bot takes for an answer.</summary>
internal static class Bot
{
    public static string[] PatternsOf(string slot, IReadOnlyDictionary<string, string> tokens)
    {
        var domain = FlowFile.Read("crypto-payment-collect.yaml", tokens).Flow
            ["settingsNaturalLanguageUnderstanding"]!["nluDomainVersion"]!;
        var type = (string)domain["entities"]!.AsArray().Single(entity => (string)entity!["name"]! == slot)!["type"]!;
        return [.. domain["entityTypes"]!.AsArray().Single(one => (string)one!["name"]! == type)!["mechanism"]!["items"]!
            .AsArray().Select(item => (string)item!["value"]!)];
    }
}
