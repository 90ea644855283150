using Microsoft.AspNetCore.Http.HttpResults;

namespace CryptoPay.Gateway.Errors;

/// <summary>Errors as RFC 9457 problems. Each has an <c>errorCode</c>: one snake_case word to branch on.</summary>
internal static class Problems
{
    public const string ErrorCode = "errorCode";

    public static ProblemHttpResult Of(int status, string errorCode, string detail) =>
        TypedResults.Problem(detail, statusCode: status, extensions: [new(ErrorCode, errorCode)]);

    /// <param name="errors">
    /// For each field, what is allowed there. Never the value that was sent: it may be a secret.
    /// </param>
    public static ProblemHttpResult OfFields(
        IDictionary<string, string[]> errors, string errorCode = "invalid_request") =>
        TypedResults.Problem(new HttpValidationProblemDetails(errors)
        {
            Status = StatusCodes.Status400BadRequest,
            Extensions = { [ErrorCode] = errorCode },
        });

    /// <summary>The code of an error that the framework answers by itself.</summary>
    public static string CodeOf(int? status) => status switch
    {
        StatusCodes.Status400BadRequest => "invalid_request",
        StatusCodes.Status401Unauthorized => "unauthorized",
        StatusCodes.Status403Forbidden => "forbidden",
        StatusCodes.Status404NotFound => "not_found",
        StatusCodes.Status405MethodNotAllowed => "method_not_allowed",
        StatusCodes.Status413PayloadTooLarge => "too_large",
        StatusCodes.Status415UnsupportedMediaType => "unsupported_media_type",
        StatusCodes.Status429TooManyRequests => "too_many_requests",
        StatusCodes.Status503ServiceUnavailable => "unavailable",
        < 500 => "refused",
        _ => "internal_error",
    };
}
