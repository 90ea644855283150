using System.Text.Json;
using CryptoPay.Processors.Tests;

namespace CryptoPay.Genesys.Tests.Contract;

/// <summary>
/// The calls that we make of the Genesys Cloud Platform API: facts of its public SDK, with the lengths of its
/// documentation. Stricter than the real one, which passes over names that it does not know.
/// </summary>
internal static class Contract
{
    private static readonly JsonElement[] Operations = Load();

    /// <summary>All that any of these calls needs.</summary>
    public static IEnumerable<string> Permissions => Operations.SelectMany(
        operation => operation.GetProperty("permissions").EnumerateArray().Select(one => one.GetString()!));

    /// <summary>A sentence for each; none where the call keeps the contract.</summary>
    public static IEnumerable<string> MistakesIn(HttpCall call)
    {
        var (path, query) = call.PathAndQuery.Split('?') is [var left, var right]
            ? (left, right)
            : (call.PathAndQuery, "");
        var operation = Operations.FirstOrDefault(
            known => known.GetProperty("method").GetString() == call.Method.Method
                && IsAt(known.GetProperty("path").GetString()!, path));
        if (operation.ValueKind == JsonValueKind.Undefined) return [$"{call.Method} {path} is no call of the contract"];
        return InQuery(operation, query).Concat(
            operation.TryGetProperty("body", out var body) ? InBody(body, call.Body)
                : call.Body == "" ? [] : ["there must be no body"]);
    }

    private static IEnumerable<string> InQuery(JsonElement operation, string query) =>
        from pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries)
        let name = pair.Split('=')[0]
        where !operation.TryGetProperty("query", out var known) || !known.TryGetProperty(name, out _)
        select $"{name} is not in the contract";

    private static List<string> InBody(JsonElement schema, string body)
    {
        using var json = JsonDocument.Parse(body);
        return [.. In(json.RootElement, schema, "body")];
    }

    private static IEnumerable<string> In(JsonElement value, JsonElement schema, string at)
    {
        var type = schema.TryGetProperty("type", out var named) ? named.GetString() : null;
        var isRight = type switch
        {
            null => true,
            "object" => value.ValueKind == JsonValueKind.Object,
            "array" => value.ValueKind == JsonValueKind.Array,
            "string" => value.ValueKind == JsonValueKind.String && IsText(value.GetString()!, schema),
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            _ => value.ValueKind == JsonValueKind.Number,
        };
        if (!isRight) return [$"{at} is no {type} as it must be"];
        return type == "object" ? InObject(value, schema, at) : [];
    }

    private static IEnumerable<string> InObject(JsonElement value, JsonElement schema, string at)
    {
        if (schema.TryGetProperty("required", out var required))
        {
            foreach (var name in required.EnumerateArray().Select(name => name.GetString()!))
            {
                if (!value.TryGetProperty(name, out _)) yield return $"{at}.{name} is missing";
            }
        }

        foreach (var field in value.EnumerateObject())
        {
            if ((OneOf(schema, "properties", field.Name) ?? OneOf(schema, "additionalProperties")) is { } expected)
            {
                foreach (var mistake in In(field.Value, expected, $"{at}.{field.Name}")) yield return mistake;
            }
            else
            {
                yield return $"{at}.{field.Name} is not in the contract";
            }
        }
    }

    private static JsonElement? OneOf(JsonElement schema, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (!schema.TryGetProperty(name, out schema)) return null;
        }

        return schema;
    }

    private static bool IsText(string text, JsonElement schema) =>
        (!schema.TryGetProperty("enum", out var words) || words.EnumerateArray().Any(word => word.ValueEquals(text)))
        && (!schema.TryGetProperty("minLength", out var min) || text.Length >= min.GetInt32())
        && (!schema.TryGetProperty("maxLength", out var max) || text.Length <= max.GetInt32());

    private static bool IsAt(string template, string path) =>
        template.Split('/') is var expected && path.Split('/') is var actual && expected.Length == actual.Length
        && expected.Zip(actual).All(pair =>
            pair.First.StartsWith('{') ? pair.Second is not ("" or "." or "..") : pair.First == pair.Second);

    private static JsonElement[] Load()
    {
        using var stream = typeof(Contract).Assembly.GetManifestResourceStream("operations.json")!;
        using var document = JsonDocument.Parse(stream);
        return [.. document.RootElement.EnumerateArray().Select(operation => operation.Clone())];
    }
}
