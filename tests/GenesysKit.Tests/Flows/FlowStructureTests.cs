using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CryptoPay.GenesysKit.Tests.DataActions;
using YamlDotNet.RepresentationModel;

namespace CryptoPay.GenesysKit.Tests.Flows;

/// <summary>
/// What Archy would refuse, as far as the flows that others publish show it, and what the flows promise. Archy itself
/// needs a tenant.
/// </summary>
public partial class FlowStructureTests
{
    /// <summary>Of all flows, those that only some kinds of flow have.</summary>
    private static readonly Dictionary<string, string[]> OnlyIn = new()
    {
        ["inboundShortMessage"] = ["wait", "sendResponse", "callBotFlow"],
        ["inboundCall"] = ["playAudio", "collectInput"],
        ["botFlow"] = ["askForSlot", "exitBotFlow"],
    };

    public static TheoryData<string> Files => [.. FlowFile.Names];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_token_is_quoted_so_that_any_YAML_reader_takes_the_file(string file)
    {
        var text = FlowFile.TextOf(file);
        new YamlStream().Load(new StringReader(text));

        Assert.All(FlowFile.Token.Matches(text), token => Assert.True(IsQuoted(text, token.Index), token.Value));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_token_has_a_value(string file) => Assert.All(
        FlowFile.Token.Matches(FlowFile.TextOf(file)),
        token => Assert.Contains(token.Groups["name"].Value, FlowFile.English));

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_action_has_the_form_that_published_flows_have_and_stands_where_it_may(string file)
    {
        var (kind, flow) = FlowFile.Read(file, FlowFile.English);
        var elsewhere = OnlyIn.Where(only => only.Key != kind).SelectMany(only => only.Value).Except(OnlyIn[kind]);

        Assert.Equal([], ActionsIn(flow).SelectMany(action => ActionForm.Faults(action.Kind, action.What)));
        Assert.Empty(ActionsIn(flow).Select(action => action.Kind).Intersect(elsewhere));
        // Only a call has something to play meanwhile.
        Assert.All(
            ActionsIn(flow).Where(action => action.Kind == "callData"),
            action => Assert.Equal(kind == "inboundCall", action.What["processingPrompt"] is not null));
    }

    // Which of the two Genesys Cloud takes is not known, and neither is which outputs are set by then.
    [Theory]
    [MemberData(nameof(Files))]
    public void Where_a_data_action_times_out_the_flow_does_what_it_does_where_one_fails(string file)
    {
        var (_, flow) = FlowFile.Read(file, FlowFile.English);

        Assert.All(ActionsIn(flow).Where(action => action.Kind == "callData"), action => Assert.True(
            JsonNode.DeepEquals(action.What["outputs"]!["failure"], action.What["outputs"]!["timeout"]),
            (string)action.What["name"]!));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_data_action_is_exported_takes_what_it_is_given_and_gives_what_is_bound(string file)
    {
        var (_, flow) = FlowFile.Read(file, FlowFile.English);
        var types = flow["variables"]!.AsArray().Select(one => one!.AsObject().Single()).ToDictionary(
            one => (string)one.Value!["name"]!, one => one.Key);

        Assert.All(ActionsIn(flow).Where(action => action.Kind == "callData"), action =>
        {
            var (name, called) =
                action.What["category"]!.AsObject().Single().Value!["dataAction"]!.AsObject().Single();
            var export = ExportedAction.OfFlows(name);
            Assert.Equal(name, export.Name);
            Assert.Empty(called!["inputs"]!.AsObject().Select(input => input.Key).Except(Keys(export.Inputs)));
            Assert.All(called["successOutputs"]?.AsObject() ?? [], output => Assert.Equal(
                $"{(string)export.Outputs[output.Key]!["type"]!}Variable", types[(string)output.Value!["var"]!]));
            Assert.Equal(["failure", "timeout"], Keys(action.What["outputs"]!.AsObject()).Order());
            // A call flow cannot bind them.
            Assert.False(called.AsObject().ContainsKey("failureOutputs"));
        });
    }

    [Theory]
    [InlineData("crypto-payment-message.yaml", "wait", "duration")]
    [InlineData("crypto-payment-call.yaml", "collectInput", "noEntryTimeout")]
    public void A_flow_looks_every_10_s_18_times(string file, string pause, string time)
    {
        var (_, flow) = FlowFile.Read(file, FlowFile.English);
        var loop = ActionsIn(flow).Single(
            action => action.Kind == "loop" && (string)action.What["name"]! == "Look every 10 s for 3 min").What;
        var inside = ActionsIn(loop).ToList();

        Assert.Equal(18, (decimal)loop["loopCount"]!["lit"]!);
        Assert.Equal(10, (decimal)inside.First(action => action.Kind == pause).What[time]!["lit"]!["seconds"]!);
        Assert.Single(inside, action => action.Kind == "callData" && Holds(action.What, "CryptoPay Get Payment"));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void All_that_is_said_is_said_in_both_languages_or_by_the_gateway(string file)
    {
        var (_, flow) = FlowFile.Read(file, FlowFile.English);
        var speech = Expressions(flow).Where(expression => Literal.Matches(expression).Any(
            literal => literal.Value.Count(letter => letter == ' ') > 1)).ToList();

        Assert.NotEmpty(speech);
        Assert.All(
            speech, expression => Assert.Contains("Flow.language == \"es\"", expression, StringComparison.Ordinal));
        Assert.DoesNotContain(ActionsIn(flow), action =>
            (action.What["messageBody"] ?? action.What["audio"] ?? action.What["inputAudio"])?["lit"] is not null);
        Assert.DoesNotContain("tts:", FlowFile.TextOf(file), StringComparison.Ordinal);
    }

    // A message flow that is published in another language than its bot may not find the bot.
    [Theory]
    [MemberData(nameof(Files))]
    public void It_is_published_in_the_language_that_it_speaks(string file)
    {
        var (_, flow) = FlowFile.Read(file, FlowFile.Spanish);

        Assert.Equal("es-us", (string)flow["defaultLanguage"]!);
        Assert.Equal(["es-us"], Keys(flow["supportedLanguages"]!.AsObject()));
    }

    [Theory]
    [InlineData("crypto-payment-message.yaml", "Message.ConversationId")]
    [InlineData("crypto-payment-call.yaml", "Call.ConversationId")]
    public void No_customer_names_an_order_and_no_flow_cancels(string file, string conversation)
    {
        var (_, flow) = FlowFile.Read(file, FlowFile.English);
        var actions = ActionsIn(flow).ToList();

        Assert.Equal(
            [$"Append(\"CC-\", {conversation})"],
            from action in actions
            where action.Kind == "updateData"
            from statement in action.What["statements"]!.AsArray()
            let set = statement.AsObject().Single().Value!
            where (string)set["variable"]! == "Flow.orderId"
            select (string)set["value"]!["exp"]!);
        Assert.DoesNotContain(actions, action =>
            (action.Kind is "getParticipantData" or "collectInput" or "callBotFlow" && Holds(action.What, "Flow.orderId"))
            || Holds(action.What, "CryptoPay Cancel Payment"));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void It_starts_at_what_there_is(string file)
    {
        var (kind, flow) = FlowFile.Read(file, FlowFile.English);
        var rooms = (flow["states"] ?? flow["tasks"] ?? flow["bots"])!.AsArray();
        var (room, what) = rooms.Single()!.AsObject().Single();

        Assert.Equal($"/{kind}/{room}s/{room}[{(string)what!["refId"]!}]", (string)flow["startUpRef"]!);
    }

    private static IEnumerable<(string Kind, JsonNode What)> ActionsIn(JsonNode node)
    {
        if (node is JsonObject map)
        {
            foreach (var (key, value) in map)
            {
                if (key == "actions")
                {
                    foreach (var action in value!.AsArray())
                    {
                        var (kind, what) = action!.AsObject().Single();
                        yield return (kind, what!);
                    }
                }

                if (value is null) continue;
                foreach (var deeper in ActionsIn(value)) yield return deeper;
            }
        }

        if (node is not JsonArray list) yield break;
        foreach (var deeper in list.OfType<JsonNode>().SelectMany(ActionsIn)) yield return deeper;
    }

    private static IEnumerable<string> Expressions(JsonNode node) => node switch
    {
        JsonObject map => map.SelectMany(pair => pair is { Key: "exp", Value: JsonValue text }
            ? [(string)text!]
            : pair.Value is null ? [] : Expressions(pair.Value)),
        JsonArray list => list.OfType<JsonNode>().SelectMany(Expressions),
        _ => [],
    };

    private static bool Holds(JsonNode node, string text) =>
        node.ToJsonString().Contains(text, StringComparison.Ordinal);

    private static IEnumerable<string> Keys(JsonObject map) => map.Select(pair => pair.Key);

    private static bool IsQuoted(string text, int at)
    {
        var line = text[..at][(text[..at].LastIndexOf('\n') + 1)..];
        return line.Count(letter => letter is '"') % 2 == 1 || line.Count(letter => letter is '\'') % 2 == 1;
    }

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Literal { get; }
}
