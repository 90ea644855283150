using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace CryptoPay.Sandbox.Genesys.Tenant;

/// <summary>What is so of a thing whose ID is first seen.</summary>
internal static class FirstStates
{
    public static JsonObject Of(string kind, string id) => kind switch
    {
        TenantKind.WorkItem => new()
        {
            ["name"] = "Crypto payment",
            ["status"] = SandboxWorktype.Default.Name,
            ["isTerminated"] = false,
            ["customFields"] = new JsonObject(),
        },
        TenantKind.Case => new() { ["summary"] = "Crypto payment" },
        TenantKind.Conversation => new()
        {
            ["participants"] = new JsonObject
            {
                [ParticipantOf(id, "customer")] = Participant("customer"),
                [ParticipantOf(id, "agent")] = Participant("agent"),
            },
        },
        TenantKind.Table => new() { ["name"] = "Payments" },
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "It is there only once it was made."),
    };

    public static JsonObject Participant(string purpose) =>
        new() { ["purpose"] = purpose, ["attributes"] = new JsonObject() };

    /// <summary>Of the conversation's own ID, so that the same conversation has the same people.</summary>
    private static string ParticipantOf(string conversationId, string purpose) =>
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{purpose} of {conversationId}")).AsSpan(0, 16)).ToString();
}
