using System.Text.Json;
using System.Text.Json.Nodes;

namespace CryptoPay.Sandbox.Genesys.Tenant;

/// <summary>
/// The schema of the work type's fields: any key whose last part is a type of Genesys', such as <c>note_text</c>.
/// </summary>
internal static class CustomFields
{
    private static readonly Dictionary<string, int> LengthsMax = new()
    {
        ["text"] = 100,
        ["longtext"] = 1000,
        ["url"] = 200,
        ["identifier"] = 100,
        ["enum"] = 100,
        ["date"] = 10,
        ["datetime"] = 40,
    };

    /// <summary>What is wrong with it, or null. A value of null takes a field away.</summary>
    public static string? Mistake(string key, JsonNode? value)
    {
        var type = key[(key.LastIndexOf('_') + 1)..];
        var kind = value?.GetValueKind() ?? JsonValueKind.Null;
        return type switch
        {
            _ when LengthsMax.TryGetValue(type, out var max) => kind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.String when ((string)value!).Length <= max => null,
                JsonValueKind.String => $"customFields.{key} must have at most {max} characters.",
                _ => $"customFields.{key} must be a string.",
            },
            "integer" or "number" => Unless(kind is JsonValueKind.Null or JsonValueKind.Number, key, "a number"),
            "checkbox" => Unless(
                kind is JsonValueKind.Null or JsonValueKind.True or JsonValueKind.False, key, "true or false"),
            _ => $"customFields.{key} is not in the worktype's schema: a key ends with its type, such as _text.",
        };
    }

    private static string? Unless(bool isRight, string key, string expected) =>
        isRight ? null : $"customFields.{key} must be {expected}.";
}
