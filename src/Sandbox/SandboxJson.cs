using System.Text.Json;
using System.Text.Json.Serialization;

namespace CryptoPay.Sandbox;

/// <summary>JSON of the sandbox's own routes; independent of the options of the host.</summary>
internal static class SandboxJson
{
    public static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public static IResult Ok<T>(T value) => Results.Json(value, Strict);

    /// <summary>Problem details of a request whose field is wrong.</summary>
    public static IResult Refuse(string field, string reason) =>
        Results.Problem(detail: $"{field} {reason}.", statusCode: StatusCodes.Status400BadRequest);
}
