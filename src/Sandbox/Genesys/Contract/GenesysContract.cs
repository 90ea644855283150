using System.Text.Json;

namespace CryptoPay.Sandbox.Genesys.Contract;

/// <summary>
/// What the gateway calls of the Genesys Cloud Platform API, as OpenAPI, and in words where a request or an answer
/// breaks it. Stricter than the real one in what a client of ours would get wrong: a name that it does not know.
/// </summary>
public static class GenesysContract
{
    private static readonly JsonElement Document = Load();

    private static readonly Operation[] Operations =
    [
        .. from path in Document.GetProperty("paths").EnumerateObject()
            from method in path.Value.EnumerateObject()
            let segments = path.Name.Split('/')
            orderby segments.Count(IsParameter)
            select new Operation(method.Name, segments, method.Value),
    ];

    private sealed record Operation(string Method, string[] Segments, JsonElement Content);

    /// <param name="method">Such as <c>PATCH</c>, in any case.</param>
    /// <param name="path">From <c>/api/v2</c> on, escaped, with the query if there is one.</param>
    /// <param name="body">The JSON that is sent; "" for none.</param>
    /// <returns>A sentence for each mistake, naming the field; none where the request keeps the contract.</returns>
    public static IReadOnlyList<string> MistakesInRequest(string method, string path, string body)
    {
        if (Find(method, path) is not { } operation) return [$"{method} {path} is no call of the contract."];
        return [.. MistakesInQuery(operation, path), .. MistakesInBody(operation, body)];
    }

    /// <inheritdoc cref="MistakesInRequest"/>
    /// <param name="status">What it was answered with: an error has a body of its own.</param>
    /// <param name="body">The JSON that was answered; "" for none.</param>
    public static IReadOnlyList<string> MistakesInAnswer(string method, string path, int status, string body)
    {
        if (Find(method, path) is not { } operation) return [$"{method} {path} is no call of the contract."];
        var answers = operation.Content.GetProperty("responses").EnumerateObject();
        var answer = status is >= 200 and < 300 ? answers.First() : answers.Last();
        return SchemaOf(answer.Value) is { } schema
            ? MistakesInJson(body, schema)
            : body == "" ? [] : [$"status {status} has no body."];
    }

    /// <summary>All that any call needs, each once.</summary>
    public static IEnumerable<string> Permissions => Operations.SelectMany(PermissionsOf).Distinct();

    /// <summary>Any one of them is enough; none where the call needs none, or is unknown.</summary>
    public static IEnumerable<string> PermissionsFor(string method, string path) =>
        Find(method, path) is { } operation ? PermissionsOf(operation) : [];

    internal static JsonElement SchemaNamed(string reference) =>
        Document.GetProperty("components").GetProperty("schemas").GetProperty(reference.Split('/')[^1]);

    private static IEnumerable<string> PermissionsOf(Operation operation) =>
        operation.Content.TryGetProperty("x-permissions", out var permissions)
            ? permissions.EnumerateArray().Select(permission => permission.GetString()!)
            : [];

    private static IEnumerable<string> MistakesInBody(Operation operation, string body)
    {
        if (!operation.Content.TryGetProperty("requestBody", out var expected))
            return body == "" ? [] : ["the body is not expected."];
        if (body == "") return expected.TryGetProperty("required", out _) ? ["the body is missing."] : [];
        return MistakesInJson(body, SchemaOf(expected)!.Value);
    }

    private static IReadOnlyList<string> MistakesInJson(string body, JsonElement schema)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return [.. SchemaCheck.Mistakes(json.RootElement, schema, "")];
        }
        catch (JsonException)
        {
            return ["the body is not JSON."];
        }
    }

    private static IEnumerable<string> MistakesInQuery(Operation operation, string path)
    {
        var known = operation.Content.TryGetProperty("parameters", out var parameters)
            ? parameters.EnumerateArray().Where(one => one.GetProperty("in").GetString() == "query").ToList()
            : [];
        var query = path.Contains('?') ? path[(path.IndexOf('?') + 1)..] : "";
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = pair.Split('=', 2) is [var left, var right]
                ? (left, Uri.UnescapeDataString(right))
                : (pair, "");
            var parameter = known.FirstOrDefault(one => one.GetProperty("name").GetString() == name);
            if (parameter.ValueKind == JsonValueKind.Undefined) yield return $"{name} is not in the contract.";
            else if (SchemaCheck.MistakeInText(value, parameter.GetProperty("schema")) is { } mistake)
                yield return $"{name} {mistake}.";
        }
    }

    private static Operation? Find(string method, string path)
    {
        var segments = path.Split('?')[0].Split('/');
        return Operations.FirstOrDefault(known =>
            known.Method.Equals(method, StringComparison.OrdinalIgnoreCase)
            && known.Segments.Length == segments.Length
            && known.Segments.Zip(segments).All(pair =>
                IsParameter(pair.First) ? pair.Second != "" : pair.First == pair.Second));
    }

    private static bool IsParameter(string segment) => segment.StartsWith('{');

    private static JsonElement? SchemaOf(JsonElement bodyOrAnswer) =>
        bodyOrAnswer.TryGetProperty("content", out var content)
            ? content.GetProperty("application/json").GetProperty("schema")
            : null;

    private static JsonElement Load()
    {
        using var stream = typeof(GenesysContract).Assembly.GetManifestResourceStream("genesys-contract.json")!;
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }
}
