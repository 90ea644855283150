using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace CryptoPay.Sandbox.BtcPay.Wire;

/// <summary>Reading of fields that may be missing.</summary>
internal static class Json
{
    /// <summary>The body's object; or why there is none, in words near BTCPay's.</summary>
    public static (JsonElement Root, FieldError? Error) ReadObject(ReadOnlyMemory<byte> body)
    {
        try
        {
            var root = body.IsEmpty ? default : JsonElement.Parse(body.Span);
            return root.ValueKind switch
            {
                JsonValueKind.Object => (root, null),
                JsonValueKind.Undefined or JsonValueKind.Null =>
                    (default, new FieldError("", "A non-empty request body is required.")),
                _ => (default, new FieldError("", "Cannot deserialize the current JSON value: an object is required.")),
            };
        }
        catch (JsonException problem)
        {
            return (default, new FieldError("", problem.Message));
        }
    }

    /// <summary>The field, or an undefined element.</summary>
    public static JsonElement Of(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) ? value : default;

    public static string? Text(JsonElement parent, string name) =>
        Of(parent, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public static ImmutableArray<string> Texts(JsonElement parent, string name) =>
        Of(parent, name) is { ValueKind: JsonValueKind.Array } values
            ? [.. values.EnumerateArray().Select(value => value.ToString())]
            : [];

    /// <summary>A decimal in a string or a number; null where there is none. False for anything else.</summary>
    public static bool TryAmount(JsonElement element, out decimal? amount)
    {
        amount = null;
        if (element.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null) return true;
        var text = element.ValueKind is JsonValueKind.String or JsonValueKind.Number ? element.ToString() : "";
        var isNumber = decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed);
        amount = parsed;
        return isNumber;
    }
}
