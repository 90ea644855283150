using System.Text.Json;
using System.Text.Json.Serialization;

namespace CryptoPay.Sandbox.Calls;

/// <summary>JSON of the sandbox's own routes; independent of the options of the host.</summary>
internal static class SandboxJson
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public static IResult Ok<T>(T value) => Results.Json(value, Strict);

    /// <summary>Problem details of a request whose field is wrong.</summary>
    public static IResult Refuse(string field, string reason) =>
        Results.Problem(detail: $"{field} {reason}.", statusCode: StatusCodes.Status400BadRequest);

    /// <summary>Takes the body where no field of it is wrong, and answers with it.</summary>
    /// <param name="mistake">The first field that is wrong and why; null where none is.</param>
    public static async Task<IResult> Take<T>(
        HttpRequest request, Func<T, (string Field, string Reason)?> mistake, Action<T> take) where T : class
    {
        T? body;
        try
        {
            body = await JsonSerializer.DeserializeAsync<T>(request.Body, Strict, request.HttpContext.RequestAborted);
        }
        catch (JsonException problem)
        {
            var field = problem.Path is { Length: > 2 } path ? path[2..] : "body";
            return Refuse(field, "is unknown or of the wrong type");
        }
        if (body is null) return Refuse("body", "must be a JSON object");
        if (mistake(body) is { } wrong) return Refuse(wrong.Field, wrong.Reason);
        take(body);
        return Ok(body);
    }
}
