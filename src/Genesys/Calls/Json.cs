using System.Text.Json.Nodes;

namespace CryptoPay.Genesys.Calls;

internal static class Json
{
    public static JsonObject Of(IEnumerable<KeyValuePair<string, string>> texts) =>
        new(texts.Select(text => KeyValuePair.Create(text.Key, (JsonNode?)text.Value)));
}
