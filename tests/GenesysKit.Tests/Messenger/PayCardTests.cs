using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CryptoPay.Gateway.Tests.Docs;
using CryptoPay.Gateway.Tests.OrderPages;

namespace CryptoPay.GenesysKit.Tests.Messenger;

public sealed partial class PayCardTests(Chromium chromium)
{
    private static readonly JsonNode File =
        JsonNode.Parse(System.IO.File.ReadAllText(Path.Combine(Kit.Folder, "bot-connector", "pay-card.json")))!;

    [Fact]
    public void It_is_there_in_both_languages_and_they_differ_in_their_words_alone()
    {
        Assert.Equal(["en", "es"], File.AsObject().Select(one => one.Key));
        var (english, spanish) = (Words("en"), Words("es"));

        Assert.Equal(english.Length, spanish.Length);
        Assert.All(english, word => Assert.DoesNotContain(word, spanish));
        Assert.True(JsonNode.DeepEquals(WithoutWords("en"), WithoutWords("es")));
    }

    [Fact]
    public void Its_placeholders_are_keys_of_the_answer()
    {
        var keys = Pages.Rows("api.md").SelectMany(cells => Code.Matches(cells[0])).Select(key => key.Groups[1].Value);
        var named = Placeholder.Matches(File.ToJsonString()).Select(match => match.Groups[1].Value).Distinct().ToList();

        Assert.Equal(["message", "qrCodeUrl", "payUrl"], named);
        Assert.Equal([], named.Except(keys));
    }

    [Fact]
    public async Task In_Messenger_the_bar_finds_its_link()
    {
        const string link = "https://pay.example.com/pay/default/CC-1/token";
        await using var host = await HostPage.Open(chromium, "https://pay.example.com");
        host.Visit.IsExpected = true;
        var card = JsonNode.Parse(File["en"]!.ToJsonString().Replace("{{payUrl}}", link))!.AsObject();
        card["direction"] = "Outbound";

        await host.Say(HostPage.Received, card);

        Assert.Equal([$"{link}/live?lang=en"], await host.Followed());
    }

    private static string[] Words(string language)
    {
        var card = CardIn(File[language]!);
        return [(string)card["title"]!, (string)card["actions"]![0]!["text"]!];
    }

    private static JsonNode WithoutWords(string language)
    {
        var message = File[language]!.DeepClone();
        (CardIn(message)["title"], CardIn(message)["actions"]![0]!["text"]) = ("", "");
        return message;
    }

    private static JsonNode CardIn(JsonNode message) => message["content"]![0]!["card"]!;

    [GeneratedRegex("`([A-Za-z]+)`")]
    private static partial Regex Code { get; }

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Placeholder { get; }
}
