using System.Globalization;
using System.Text.Json;

namespace CryptoPay.Sandbox.Genesys.Contract;

/// <summary>
/// The part of OpenAPI's schemas that the contract uses. Packages take an unknown name for right, as the standard has
/// it; here it is a mistake. What is read-only stands in no schema of a request.
/// </summary>
internal static class SchemaCheck
{
    /// <param name="at">The value's place, such as <c>customFields.note_text</c>; "" for the whole body.</param>
    public static IEnumerable<string> Mistakes(JsonElement value, JsonElement schema, string at)
    {
        if (schema.TryGetProperty("$ref", out var reference))
            schema = GenesysContract.SchemaNamed(reference.GetString()!);
        if (!schema.TryGetProperty("type", out var type)) return [];
        return (type.GetString(), value.ValueKind) switch
        {
            ("object", JsonValueKind.Object) => InObject(value, schema, at),
            ("array", JsonValueKind.Array) => InArray(value, schema, at),
            ("string", JsonValueKind.String) => InText(value.GetString()!, schema, at),
            ("boolean", JsonValueKind.True or JsonValueKind.False) => [],
            ("number", JsonValueKind.Number) => [],
            ("integer", JsonValueKind.Number) when value.TryGetInt64(out _) => [],
            var (expected, _) => [$"{Name(at)} must be {Article(expected!)}."],
        };
    }

    /// <summary>Of a value in a query: what is wrong with it, or null.</summary>
    public static string? MistakeInText(string value, JsonElement schema) =>
        schema.GetProperty("type").GetString() switch
        {
            "integer" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _)
                ? null
                : "must be an integer",
            "boolean" => value is "true" or "false" ? null : "must be true or false",
            _ => NotOneOf(value, schema),
        };

    private static IEnumerable<string> InObject(JsonElement value, JsonElement schema, string at)
    {
        var prefix = at == "" ? "" : $"{at}.";
        if (schema.TryGetProperty("required", out var required))
        {
            foreach (var name in required.EnumerateArray().Select(name => name.GetString()!))
            {
                if (!value.TryGetProperty(name, out _)) yield return $"{prefix}{name} is missing.";
            }
        }
        var isMap = schema.TryGetProperty("additionalProperties", out var ofAny);
        var isNamed = schema.TryGetProperty("properties", out var named);
        foreach (var field in value.EnumerateObject())
        {
            var own = prefix + field.Name;
            if (isNamed && named.TryGetProperty(field.Name, out var expected))
            {
                foreach (var mistake in Mistakes(field.Value, expected, own)) yield return mistake;
            }
            else if (isMap && ofAny.ValueKind == JsonValueKind.Object)
            {
                foreach (var mistake in Mistakes(field.Value, ofAny, own)) yield return mistake;
            }
            else if (isNamed)
            {
                yield return $"{own} is not in the contract.";
            }
        }
    }

    private static IEnumerable<string> InArray(JsonElement value, JsonElement schema, string at) =>
        value.EnumerateArray().SelectMany(
            (item, i) => Mistakes(item, schema.GetProperty("items"), $"{at}[{i}]"));

    private static IEnumerable<string> InText(string value, JsonElement schema, string at)
    {
        if (NotOneOf(value, schema) is { } reason) yield return $"{Name(at)} {reason}.";
        if (schema.TryGetProperty("minLength", out var min) && value.Length < min.GetInt32())
            yield return $"{Name(at)} must have at least {min} characters.";
        if (schema.TryGetProperty("maxLength", out var max) && value.Length > max.GetInt32())
            yield return $"{Name(at)} must have at most {max} characters.";
        if (schema.TryGetProperty("format", out var format) && format.GetString() == "date-time"
            && !(value.Contains('T') && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, out _)))
        {
            yield return $"{Name(at)} must be a time as ISO 8601 has it.";
        }
    }

    private static string? NotOneOf(string value, JsonElement schema)
    {
        if (!schema.TryGetProperty("enum", out var allowed)) return null;
        string[] words = [.. allowed.EnumerateArray().Select(word => word.GetString()!)];
        return words.Contains(value) ? null : $"must be one of {string.Join(", ", words)}";
    }

    private static string Name(string at) => at == "" ? "the body" : at;

    private static string Article(string type) => type is "object" or "array" or "integer" ? $"an {type}" : $"a {type}";
}
