using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CryptoPay.Sandbox.BtcPay.Wire;

/// <summary>BTCPay keeps metadata in PostgreSQL's jsonb, which orders keys by length, then by bytes.</summary>
internal static class JsonbOrder
{
    public static JsonElement Sort(JsonElement element) => JsonSerializer.SerializeToElement(Node(element));

    private static JsonNode? Node(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(element.EnumerateObject()
            // Of a doubled key the last one counts.
            .GroupBy(property => property.Name, (name, same) => (Name: name, same.Last().Value))
            .OrderBy(property => Encoding.UTF8.GetByteCount(property.Name))
            .ThenBy(property => property.Name, StringComparer.Ordinal)
            .Select(property => KeyValuePair.Create(property.Name, Node(property.Value)))),
        JsonValueKind.Array => new JsonArray([.. element.EnumerateArray().Select(Node)]),
        JsonValueKind.Null => null,
        _ => JsonValue.Create(element),
    };
}
