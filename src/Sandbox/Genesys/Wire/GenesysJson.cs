using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CryptoPay.Sandbox.Genesys.Wire;

/// <summary>How Genesys Cloud writes: JSON, times in UTC to the millisecond.</summary>
internal static class GenesysJson
{
    public const string CorrelationId = "ININ-Correlation-Id";

    private static readonly JsonSerializerOptions Unescaped =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IResult Answer(JsonNode body, int status = StatusCodes.Status200OK) =>
        Results.Text(body.ToJsonString(Unescaped), "application/json", statusCode: status);

    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>A reference to something by its ID, with its name where that was asked for.</summary>
    public static JsonObject Reference(string id, string path, string? name = null)
    {
        var reference = new JsonObject { ["id"] = id, ["selfUri"] = $"/api/v2/{path}" };
        if (name is not null) reference["name"] = name;
        return reference;
    }
}
