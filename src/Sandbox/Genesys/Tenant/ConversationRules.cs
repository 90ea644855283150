using System.Text.Json.Nodes;
using CryptoPay.Sandbox.Genesys.Wire;

namespace CryptoPay.Sandbox.Genesys.Tenant;

/// <summary>What may become of a conversation.</summary>
internal static class ConversationRules
{
    /// <summary>
    /// After the end the real one still says 202 and keeps nothing that anybody sees, and later on it knows the
    /// conversation no more.
    /// </summary>
    public static GenesysError? Write(JsonObject conversation, string participantId, JsonObject attributes)
    {
        if (IsForgotten(conversation)) return GenesysError.NotFound;
        if (conversation["endTime"] is not null) return null;
        var participants = conversation["participants"]!.AsObject();
        if (!participants.ContainsKey(participantId))
            participants[participantId] = FirstStates.Participant("customer");
        var kept = participants[participantId]!["attributes"]!.AsObject();
        foreach (var (key, value) in attributes) kept[key] = value?.DeepClone();
        return null;
    }

    public static GenesysError? HangUp(JsonObject conversation, DateTimeOffset now, bool isForgotten)
    {
        conversation["endTime"] ??= GenesysJson.Time(now);
        if (isForgotten) conversation["isForgotten"] = true;
        return null;
    }

    public static bool IsForgotten(JsonObject conversation) => conversation["isForgotten"] is not null;
}
