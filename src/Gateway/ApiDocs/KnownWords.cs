using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using CryptoPay.Gateway.Answers;
using CryptoPay.Payments.PaymentIntents;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;

namespace CryptoPay.Gateway.ApiDocs;

/// <summary>
/// The words that a text of an answer can be. They are promised, and may grow, so they are no <c>enum</c>: a client
/// that is made from one fails on a word that it does not know.
/// </summary>
/// <param name="Answer">Whose property it is.</param>
/// <param name="Property">By its name in C#.</param>
/// <param name="Words">Each once.</param>
internal sealed record KnownWords(Type Answer, string Property, IReadOnlyCollection<string> Words)
{
    private const string ListKey = "x-extensible-enum";

    /// <summary>What a refusal is told by.</summary>
    public static readonly IReadOnlyCollection<string> Refusals =
    [
        .. Enum.GetValues<Refusal>().Where(refusal => refusal != Refusal.None)
            .Select(refusal => JsonNamingPolicy.SnakeCaseLower.ConvertName(refusal.ToString())),
    ];

    /// <summary>Of every problem, whatever else it says.</summary>
    private static readonly IReadOnlyCollection<string> OfProblems = [.. ProblemCodes.All.Union(Refusals)];

    public bool IsOf(JsonPropertyInfo property) =>
        property.DeclaringType == Answer && property.Name == JsonNamingPolicy.CamelCase.ConvertName(Property);

    public void Describe(OpenApiSchema schema) => Describe(schema, Words);

    /// <summary>The framework's own type of problems has no property for it.</summary>
    public static void DescribeProblem(OpenApiSchema schema)
    {
        var code = new OpenApiSchema { Type = JsonSchemaType.String };
        Describe(code, OfProblems);
        (schema.Properties ??= new Dictionary<string, IOpenApiSchema>())[Problems.ErrorCode] = code;
    }

    public static bool IsProblem(Type type) => type.IsAssignableTo(typeof(ProblemDetails));

    private static void Describe(OpenApiSchema schema, IReadOnlyCollection<string> words)
    {
        schema.Description = $"One of {string.Join(", ", words)}; new ones may come.";
        schema.AddExtension(ListKey, new JsonNodeExtension(new JsonArray([.. words.Select(word => (JsonNode)word)])));
    }
}
