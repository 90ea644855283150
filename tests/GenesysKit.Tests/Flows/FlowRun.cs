using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CryptoPay.GenesysKit.Tests.DataActions;

namespace CryptoPay.GenesysKit.Tests.Flows;

/// <summary>
/// Goes through a flow as Architect does, action by action: a stand-in for Architect, that knows the actions that the
/// flows have. Data actions run for real.
/// </summary>
internal sealed class FlowRun(
    Conversation conversation, IReadOnlyDictionary<string, string> tokens,
    Func<string, IReadOnlyDictionary<string, object?>, Task<DataActionResult>> runAction)
{
    private enum Then { GoOn, LeaveLoop, End }

    private readonly Dictionary<string, object?> variables = [];

    public async Task Run(string file)
    {
        var (_, flow) = FlowFile.Read(file, tokens);
        Declare(flow);
        if (flow["initialGreeting"] is { } greeting) Say(greeting);
        var room = (flow["states"] ?? flow["tasks"] ?? flow["bots"])!.AsArray().Single()!.AsObject().Single().Value!;
        await RunAll(room["actions"]!);
    }

    /// <summary>Of the flow that has ended.</summary>
    public object? this[string name] => variables.GetValueOrDefault(name);

    private void Declare(JsonObject flow)
    {
        foreach (var declared in flow["variables"]!.AsArray())
        {
            var variable = declared!.AsObject().Single().Value!;
            variables.TryAdd((string)variable["name"]!, Value(variable["initialValue"]!));
        }
    }

    private async Task<Then> RunAll(JsonNode actions)
    {
        foreach (var action in actions.AsArray())
        {
            var (kind, what) = action!.AsObject().Single();
            if (await RunOne(kind, what!) is not Then.GoOn and var then) return then;
        }

        return Then.GoOn;
    }

    private async Task<Then> RunOne(string kind, JsonNode action)
    {
        switch (kind)
        {
            case "updateData":
                foreach (var statement in action["statements"]!.AsArray())
                {
                    var set = statement!.AsObject().Single().Value!;
                    Set((string)set["variable"]!, Value(set["value"]!));
                }

                return Then.GoOn;
            case "decision":
                return await Path(action, (bool)Value(action["condition"]!)! ? "yes" : "no");
            case "loop":
                return await Loop(action);
            case "loopExit":
                return Then.LeaveLoop;
            case "wait":
                return await Wait();
            case "collectInput":
                Say(action["inputAudio"]!);
                // The input that stands for a wait.
                if ((string)action["name"]! == "Wait 10 s for a key" && await Wait() is Then.End) return Then.End;
                return await Path(action, Collect(action) ? "success" : "failure");
            case "callData":
                return await CallData(action);
            case "callBotFlow":
                await CallBot(action["botFlow"]!.AsObject().Single().Value!["ver_latestPublished"]!);
                return Then.GoOn;
            case "askForSlot":
                return Ask(action) ? Then.GoOn : Then.End;
            case "sendResponse":
                Say(action["messageBody"]!);
                return Then.GoOn;
            case "playAudio":
                Say(action["audio"]!);
                return Then.GoOn;
            case "getParticipantData":
                foreach (var (name, attribute) in Attributes(action))
                    Set((string)attribute["variable"]!, conversation.ParticipantData.GetValueOrDefault(name));
                return Then.GoOn;
            case "setParticipantData":
                foreach (var (name, attribute) in Attributes(action))
                    conversation.ParticipantData[name] = (string)Value(attribute["value"]!)!;
                return Then.GoOn;
            case "transferToAcd":
                conversation.IsWithAgent = true;
                return Then.End;
            case "disconnect":
                conversation.IsOver = true;
                return Then.End;
            case "exitBotFlow":
                return Then.End;
            default:
                throw new NotSupportedException($"No action {kind}.");
        }
    }

    private IEnumerable<(string Name, JsonNode Attribute)> Attributes(JsonNode action) =>
        from one in action["attributes"]!.AsArray()
        let attribute = one["attribute"]!
        select ((string)Value(attribute["name"]!)!, attribute);

    private async Task<Then> Path(JsonNode action, string output) =>
        action["outputs"]?[output]?["actions"] is { } actions ? await RunAll(actions) : Then.GoOn;

    private async Task<Then> Loop(JsonNode loop)
    {
        var index = (string)loop["currentIndex"]!["var"]!;
        var count = (decimal)Value(loop["loopCount"]!)!;
        for (var turn = 0m; turn < count; turn++)
        {
            Set(index, turn);
            switch (await Path(loop, "loop"))
            {
                case Then.End: return Then.End;
                case Then.LeaveLoop: return Then.GoOn;
            }
        }

        return Then.GoOn;
    }

    /// <summary>10 s, unless the customer leaves.</summary>
    private async Task<Then> Wait()
    {
        if (++conversation.WaitCount == conversation.LeavesAt)
        {
            conversation.HasLeft = true;
            return Then.End;
        }

        await conversation.Meanwhile(conversation.WaitCount);
        return Then.GoOn;
    }

    private bool Collect(JsonNode action)
    {
        if (!conversation.Answers.TryDequeue(out var keys) || keys == "") return false;
        var digits = action["digits"]!;
        var (min, max) = digits["exact"] is { } all
            ? ((decimal)all, (decimal)all)
            : ((decimal)digits["range"]!["min"]!, (decimal)digits["range"]!["max"]!);
        Assert.InRange(keys.Length, min, max);
        Set((string)action["inputData"]!["var"]!, keys);
        return true;
    }

    private async Task<Then> CallData(JsonNode action)
    {
        var (name, called) = action["category"]!.AsObject().Single().Value!["dataAction"]!.AsObject().Single();
        var inputs = called!["inputs"]!.AsObject().ToDictionary(input => input.Key, input => Value(input.Value!));
        if (await Answered(name, inputs) is not { } outputs) return await Path(action, "failure");
        foreach (var (output, to) in called["successOutputs"]?.AsObject() ?? [])
            Set((string)to!["var"]!, Plain(outputs[output]!));
        return await Path(action, "success");
    }

    private async Task<JsonObject?> Answered(string name, Dictionary<string, object?> inputs)
    {
        try
        {
            return (await runAction(name, inputs)).Outputs;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private async Task CallBot(JsonNode version)
    {
        var bot = new FlowRun(conversation, tokens, runAction);
        foreach (var (name, given) in version["inputs"]!.AsObject()) bot.variables[name] = Value(given!);
        await bot.Run("crypto-payment-collect.yaml");
        foreach (var (name, to) in version["outputs"]!.AsObject()) Set((string)to!["var"]!, bot[name]);
    }

    /// <summary>Three times at most. A slot is what matches in the answer.</summary>
    private bool Ask(JsonNode action)
    {
        var slot = (string)action["slot"]!["name"]!;
        Say(action["question"]!);
        for (var tries = 0; tries < 3 && conversation.Answers.TryDequeue(out var answer); tries++)
        {
            var match = Bot.PatternsOf(slot, tokens).Select(pattern => Regex.Match(answer, pattern))
                .FirstOrDefault(found => found.Success);
            if (match is not null)
            {
                Set($"Slot.{slot}", match.Value);
                return true;
            }

            Say(action["noMatch"]!);
        }

        return false;
    }

    private void Say(JsonNode what)
    {
        if ((string)Value(what)! is { Length: > 0 } said) conversation.Said.Add(said);
    }

    private void Set(string name, object? value)
    {
        if (!variables.ContainsKey(name)) throw new NotSupportedException($"The flow has no variable {name}.");
        variables[name] = value;
    }

    private object? Value(JsonNode given) => given.AsObject().Single() switch
    {
        ("noValue", _) => null,
        ("lit", var literal) => Plain(literal!),
        ("exp", var expression) => Expression.Value((string)expression!, Variable),
        var (how, _) => throw new NotSupportedException($"No value by {how}."),
    };

    private object? Variable(string name) => name switch
    {
        "Message.ConversationId" or "Call.ConversationId" => conversation.Id,
        "Message.Message.senderAddress" or "Call.Ani" => conversation.Address,
        "Message.Message.body" => conversation.Text,
        _ when variables.TryGetValue(name, out var value) => value,
        _ => throw new FormatException($"No variable {name}."),
    };

    private static object Plain(JsonNode value) => value.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.String => (string)value!,
        System.Text.Json.JsonValueKind.Number => (decimal)value,
        System.Text.Json.JsonValueKind.True => true,
        System.Text.Json.JsonValueKind.False => false,
        _ => throw new NotSupportedException($"No plain value: {value}"),
    };
}
