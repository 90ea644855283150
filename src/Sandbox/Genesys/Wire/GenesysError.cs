using System.Text.Json.Nodes;

namespace CryptoPay.Sandbox.Genesys.Wire;

/// <summary>A refusal as Genesys Cloud words it: an ErrorBody whose contextId stands in a header too.</summary>
/// <param name="Code">Genesys' own, such as <c>not.found</c>.</param>
internal sealed record GenesysError(int Status, string Code, string Message) : IResult
{
    public static readonly GenesysError NoToken = new(StatusCodes.Status401Unauthorized, "authentication.required",
        "No authentication bearer token specified in authorization header.");

    public static readonly GenesysError BadToken = new(
        StatusCodes.Status401Unauthorized, "bad.credentials", "Invalid login credentials.");

    public static readonly GenesysError NotFound = new(
        StatusCodes.Status404NotFound, "not.found", "The requested resource was not found.");

    public static GenesysError BadRequest(string message) =>
        new(StatusCodes.Status400BadRequest, "bad.request", message);

    public static GenesysError Conflict(string message) =>
        new(StatusCodes.Status409Conflict, "pre.check.failed", message);

    public static GenesysError TooMany(HttpResponse response, int seconds)
    {
        response.Headers.RetryAfter = $"{seconds}";
        return Of(StatusCodes.Status429TooManyRequests, []);
    }

    /// <summary>What a fault is answered with.</summary>
    /// <param name="permissions">That the call needs.</param>
    public static GenesysError Of(int status, IEnumerable<string> permissions) => status switch
    {
        400 => BadRequest("The request could not be understood by the server due to malformed syntax."),
        401 => BadToken,
        403 => new(status, "missing.permissions", "Unable to perform the requested action. You are missing the "
            + $"following permission(s): {string.Join(", ", permissions)}"),
        404 => NotFound,
        409 => Conflict("The request conflicts with the current state of the resource."),
        429 => new(status, "too.many.requests.retry.after", "Rate limit exceeded the maximum."),
        503 => new(status, "service.unavailable", "The service is currently unavailable."),
        504 => new(status, "gateway.timeout", "The request timed out."),
        _ => new(status, "internal.server.error", "The server encountered an unexpected condition."),
    };

    public Task ExecuteAsync(HttpContext httpContext) => GenesysJson.Answer(
        new JsonObject
        {
            ["message"] = httpContext.Response.Headers.RetryAfter is [var seconds]
                ? $"{Message} Retry the request in [{seconds}] seconds"
                : Message,
            ["code"] = Code,
            ["status"] = Status,
            ["messageParams"] = new JsonObject(),
            ["contextId"] = httpContext.Response.Headers[GenesysJson.CorrelationId].ToString(),
            ["details"] = new JsonArray(),
            ["errors"] = new JsonArray(),
        },
        Status).ExecuteAsync(httpContext);
}
