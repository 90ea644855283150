using System.Text.Json.Nodes;

namespace CryptoPay.GenesysKit.Tests.Flows;

/// <summary>
/// The keys of each action, and of each key the ways to give a value, as the 78 flows have them that others publish.
/// </summary>
internal static class ActionForm
{
    /// <summary>
    /// A key with "?" may be missing. Its values: lit, exp, var, noValue; text as it stands; of outputs their names; a
    /// list; one key, or more.
    /// </summary>
    private static readonly Dictionary<string, string> Forms = new()
    {
        ["updateData"] = "name text, statements list",
        ["decision"] = "name text, condition exp, outputs yes|no",
        ["loop"] = "name text, currentIndex var, loopCount lit|exp, outputs loop",
        ["loopExit"] = "name text",
        ["wait"] = "name text, trimDurationNearMaxRunningTime lit, duration lit|exp",
        ["callData"] = "name text, processingPrompt? noValue, timeout lit, category one, "
            + "outputs success|failure|timeout",
        ["callBotFlow"] = "name text, inputText exp, exitReason noValue|var, intent noValue|var, botFlow one",
        ["sendResponse"] = "name text, messageBody lit|exp",
        // Of published flows 29 say what is played by tts, and one by exp.
        ["playAudio"] = "name text, audio tts|exp",
        // They give inputAudio by tts: see what only a tenant can confirm.
        ["collectInput"] = "name text, inputData var, digits exact|range, interDigitTimeout noValue|lit, "
            + "noEntryTimeout noValue|lit, inputAudio tts|exp, acceptJustStar lit, acceptJustPound lit, "
            + "verificationType text, outputs? success|failure",
        ["getParticipantData"] = "name text, attributes list",
        ["setParticipantData"] = "name text, attributes list",
        ["transferToAcd"] = "name text, targetQueue lit|exp, priority lit|exp, preferredAgents noValue, "
            + "languageSkill noValue, outputs? failure",
        ["disconnect"] = "name text",
        ["askForSlot"] = "name text, slot keys, question exp, noInput exp, noMatch exp, customValidation noValue, "
            + "confirmationMode lit, voiceEndOfInputTimeout noValue, outputs keys",
        ["exitBotFlow"] = "name text",
    };

    /// <summary>What is not so, in words.</summary>
    public static IEnumerable<string> Faults(string kind, JsonNode what)
    {
        var name = (string?)what["name"] is { Length: > 0 } given ? given : "without a name";
        if (!Forms.TryGetValue(kind, out var form)) return [$"{kind} is no action that we know"];
        var keys = form.Split(", ").Select(key => key.Split(' ')).ToDictionary(key => key[0].TrimEnd('?'));
        var missing = keys.Values.Select(key => key[0]).Where(key => !key.EndsWith('?') && what[key] is null);
        return
        [
            .. missing.Select(key => $"{kind} {name} lacks {key}"),
            .. what.AsObject().Where(key => !keys.ContainsKey(key.Key)).Select(key => $"{kind} {name} has {key.Key}"),
            .. what.AsObject().Where(key => keys.ContainsKey(key.Key))
                .Where(key => !IsOf(keys[key.Key][1].Split('|'), key.Value!, key.Key == "outputs"))
                .Select(key => $"{kind} {name} gives {key.Key} {key.Value}"),
            .. Statements(kind, what).Select(fault => $"{kind} {name}: {fault}"),
        ];
    }

    private static bool IsOf(string[] ways, JsonNode value, bool areOutputs) => value switch
    {
        JsonArray list => ways is ["list"] && list.Count > 0,
        JsonObject map when ways is ["one"] => map.Count == 1,
        JsonObject map when ways is ["keys"] => map.Count > 0,
        JsonObject map when areOutputs => map.Count > 0 && map.All(output => ways.Contains(output.Key)),
        JsonObject map => map.Count == 1 && ways.Contains(map.Single().Key),
        _ => ways is ["text"],
    };

    private static IEnumerable<string> Statements(string kind, JsonNode what) => kind switch
    {
        "updateData" =>
            from statement in what["statements"]!.AsArray()
            let one = statement!.AsObject().Single()
            where one.Key is not ("string" or "integer" or "boolean")
                || one.Value!["variable"] is not JsonValue || !IsOf(["lit", "exp"], one.Value["value"]!, false)
            select $"{statement}",
        "getParticipantData" =>
            from attribute in Attributes(what)
            where !IsOf(["lit"], attribute["name"]!, false) || attribute["variable"] is not JsonValue
            select $"{attribute}",
        "setParticipantData" =>
            from attribute in Attributes(what)
            where !IsOf(["lit"], attribute["name"]!, false) || !IsOf(["lit", "exp"], attribute["value"]!, false)
            select $"{attribute}",
        "callData" =>
            from category in what["category"]!.AsObject()
            from called in category.Value!["dataAction"]!.AsObject().Single().Value!.AsObject()
            let ways = called.Key == "inputs" ? (string[])["exp", "lit", "noValue"] : ["var", "noValue"]
            from value in called.Value!.AsObject()
            where called.Key is not ("inputs" or "successOutputs") || !IsOf(ways, value.Value!, false)
            select $"{called.Key} {value.Key} {value.Value}",
        _ => [],
    };

    private static IEnumerable<JsonNode> Attributes(JsonNode what) =>
        what["attributes"]!.AsArray().Select(attribute => attribute!["attribute"]!);
}
