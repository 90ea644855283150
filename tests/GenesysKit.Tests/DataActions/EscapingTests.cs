using System.Net;
using System.Text.Json.Nodes;
using CryptoPay.Gateway.Tests;
using CryptoPay.GenesysKit.Tests.Engines;
using CryptoPay.GenesysKit.Tests.Flows;

namespace CryptoPay.GenesysKit.Tests.DataActions;

/// <summary>Whatever an input holds, or not: it reaches its own field, whole, and no other.</summary>
public class EscapingTests(TenantGateway gateway, VelocityAndJsonPath engines)
{
    private const string Create = "CryptoPay Create Payment";

    private readonly DataActionRunner actions = new(engines, gateway.Client, WholeGateway.Key);

    public static TheoryData<string> Hostile =>
    [
        "\"", "\\", "\\\"", "'", "$", "#", "##", "#*", "*#", "a ## b", "$input.amount", "${input.amount}",
        "$!{input.amount}", "#set($input.amount = 1)", "#if(true)x#end", "#{end}", "#stop", "$esc.jsonString(1)",
        "\",\"amount\":\"0.01", "\"},\"amount\":\"0.01\",\"x\":{\"y\":\"", "\\u0022,\\u0022amount\\u0022:\\u00220.01",
        "line\nline\r\n\tline", "../../accounts", "?merchant=other", "a/cancel", "%2F", "a b+c&d=e;f", "<b>&amp;</b>",
        "ñandú 漢字 عربى", "😀", "\u2028\u00a0", "\0", new string('x', 10_240),
    ];

    /// <summary>Of the actions that call the gateway.</summary>
    public static TheoryData<string, string> Inputs =>
    [
        .. DataAction.All.SelectMany(action => action.Inputs.Select(input => (action.Name, input.Name))),
    ];

    /// <summary>Also of those that call Genesys Cloud itself.</summary>
    public static TheoryData<string, string> EveryInput =>
    [
        .. Inputs,
        .. PlatformAction.All.SelectMany(action => action.Inputs.Select(
            input => new TheoryDataRow<string, string>(action.Name, input.Name))),
    ];

    [Theory]
    [MemberData(nameof(EveryInput))]
    public async Task A_hostile_input_arrives_whole_in_its_own_field_and_in_no_other(string name, string input)
    {
        var action = ExportedAction.OfFlows(name);
        foreach (var hostile in Hostile.Select(row => row.Data).Append(""))
        {
            var inputs = Plain(action, orderId: "CC-1");
            inputs[input] = hostile;

            var sent = await actions.Render(action, inputs);

            AssertHolds(inputs, sent, action);
        }
    }

    [Theory]
    [MemberData(nameof(EveryInput))]
    public async Task A_missing_input_is_sent_empty_and_not_as_its_name(string name, string input)
    {
        var action = ExportedAction.OfFlows(name);
        var inputs = Plain(action, orderId: "CC-1");
        inputs.Remove(input);
        var withNull = new Dictionary<string, object?>(inputs) { [input] = null };
        var withNothing = new Dictionary<string, object?>(inputs) { [input] = "" };

        foreach (var given in new[] { inputs, withNull })
            AssertHolds(withNothing, await actions.Render(action, given), action);
        AssertHolds(
            action.Inputs.ToDictionary(every => every.Key, object? (_) => ""),
            await actions.Render(action, new Dictionary<string, object?>()), action);
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public async Task The_gateway_keeps_a_hostile_input_or_says_which_it_refuses(string name, string input)
    {
        var action = ExportedAction.Named(name, Credential.ApiKey.Folder);
        foreach (var (i, hostile) in Hostile.Select(row => row.Data).Index())
        {
            var inputs = Plain(action, orderId: $"{name.Replace(' ', '-')}-{input}-{i}");
            inputs[input] = hostile;

            var told = await By(action).Run(name, inputs);

            if (told.Outputs is null)
            {
                // A path has an end, and no text of a customer's belongs into it.
                Assert.Contains("uriEncode", action.UrlTemplate, StringComparison.Ordinal);
                Assert.InRange(told.Status, HttpStatusCode.BadRequest, HttpStatusCode.RequestUriTooLong);
            }
            else if (told.Text("outcome") == "refused")
            {
                Assert.Contains(input, told.Text("errorDetail"), StringComparison.Ordinal);
            }
            else if (name == Create)
            {
                Assert.Equal(
                    ((string?)inputs["orderId"], "100.00", "USD", "BTC"),
                    (told.Text("orderId"), told.Text("amount"), told.Text("isoCode"), told.Text("cryptoCode")));
            }
            else
            {
                Assert.Equal("not_found", told.Text("outcome"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task Genesys_Cloud_is_given_a_text_as_it_was_written_or_says_that_it_takes_none_such(string hostile)
    {
        var phone = $"+1317555{Hostile.Select(row => row.Data).ToList().IndexOf(hostile):0000}";

        var told = await gateway.Run(engines, "CryptoPay Send Link", new Dictionary<string, object?>
        {
            ["fromAddress"] = "+13175550199",
            ["toAddress"] = phone,
            ["textBody"] = hostile,
        });

        Assert.Equal(told.Outputs is null ? [] : [hostile], await gateway.TextMessagesTo(phone));
        Assert.Equal(hostile.Length > 765, told.Outputs is null);
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public async Task Without_an_input_the_gateway_does_its_part_or_says_that_it_is_required(string name, string input)
    {
        var action = ExportedAction.Named(name, Credential.ApiKey.Folder);
        var isRequired = $"{action.Inputs[input]!["description"]}".StartsWith("Required.", StringComparison.Ordinal);
        var inputs = Plain(action, orderId: $"{name.Replace(' ', '-')}-without-{input}");
        inputs.Remove(input);

        var told = await By(action).Run(name, inputs);

        if (isRequired && action.Method == "POST" && action.UrlTemplate.Contains("uriEncode", StringComparison.Ordinal))
        {
            Assert.Equal((HttpStatusCode.NotFound, null), (told.Status, told.Outputs));
        }
        else if (isRequired)
        {
            Assert.Equal("refused", told.Text("outcome"));
            Assert.Contains(input, told.Text("errorDetail"), StringComparison.Ordinal);
            Assert.Contains("required", told.Text("errorDetail"), StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(name == Create ? "pending" : "not_found", told.Text("outcome"));
        }
    }

    /// <summary>A code that is guessed is that of no payment where the merchant has none.</summary>
    private DataActionRunner By(ExportedAction action) => action.Inputs.ContainsKey("resumeCode")
        ? new(engines, gateway.Client, WholeGateway.OtherKey)
        : actions;

    /// <summary>A value for each input that names the input, and that the gateway takes.</summary>
    private static Dictionary<string, object?> Plain(ExportedAction action, string orderId) =>
        action.Inputs.ToDictionary(input => input.Key, object? (input) => input.Key switch
        {
            "orderId" => orderId,
            "amount" => "100.00",
            "isoCode" => "USD",
            "cryptoCode" => "BTC",
            "transactionSpeed" => "low",
            "processor" => "sandbox",
            "resumeCode" => "000000",
            // Wrong codes are counted by caller.
            "callerId" => orderId,
            _ => $"the {input.Key}",
        });

    /// <summary>Every input stands once in what is sent, under its name, and nothing else does.</summary>
    private void AssertHolds(
        Dictionary<string, object?> inputs, DataActionRequest sent, ExportedAction action)
    {
        var fields = action.Method == "GET" ? [] : Leaves(JsonNode.Parse(sent.Body)!).ToList();
        var path = action.UrlTemplate.Replace(ExportedAction.Address, "")
            .Replace("$!esc.uriEncode($!{input.orderId})", "~").Split('/');
        var sentPath = sent.Url[$"{gateway.Address}".TrimEnd('/').Length..].Split('/');
        Assert.Equal(path.Length, sentPath.Length);
        foreach (var (expected, segment) in path.Zip(sentPath))
        {
            if (expected == "~") fields.Add(("orderId", Uri.UnescapeDataString(segment)));
            else Assert.Equal(expected, segment);
        }

        Assert.DoesNotMatch(@"[?#\s]", sent.Url);
        Assert.All(sent.Headers, header => Assert.DoesNotMatch(@"[\r\n$#]", header.Value));
        if (inputs.TryGetValue("language", out var language))
        {
            Assert.Equal((string?)language is "es" or "en" ? language : "*", sent.Header("Accept-Language"));
            if (action.Name != Create) fields.Add(("language", (string)language!));
        }

        // The only one that is no input's.
        fields.Remove(("toAddressMessengerType", "sms"));
        Assert.Equal(
            inputs.Select(input => $"{input.Key}: {input.Value}").Order(StringComparer.Ordinal),
            fields.Select(field => $"{field.Name}: {field.Value}").Order(StringComparer.Ordinal));
    }

    private static IEnumerable<(string Name, string Value)> Leaves(JsonNode body) => body.AsObject().SelectMany(
        field => field.Value is JsonObject inner ? Leaves(inner) : [(field.Key, (string)field.Value!)]);
}
