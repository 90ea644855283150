using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace CryptoPay.Sandbox.Genesys.Tenant;

/// <summary>What differs between two states, leaf by leaf.</summary>
internal static class StateChanges
{
    public static ImmutableArray<TenantChange> Between(JsonObject before, JsonObject after)
    {
        var (old, now) = (Leaves(before), Leaves(after));
        return
        [
            .. from field in old.Keys.Union(now.Keys)
                let change = new TenantChange(field, old.GetValueOrDefault(field, ""), now.GetValueOrDefault(field, ""))
                where change.Before != change.After
                select change,
        ];
    }

    /// <summary>In their order, by a name such as <c>customFields.note_text</c>.</summary>
    public static Dictionary<string, string> Leaves(JsonObject state) =>
        Under("", state).ToDictionary(leaf => leaf.Field, leaf => leaf.Value);

    private static IEnumerable<(string Field, string Value)> Under(string field, JsonNode? node) =>
        node is JsonObject fields
            ? fields.SelectMany(member => Under(field == "" ? member.Key : $"{field}.{member.Key}", member.Value))
            : [(field, node?.ToString() ?? "")];
}
