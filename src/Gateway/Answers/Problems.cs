using Microsoft.AspNetCore.Http.HttpResults;

namespace CryptoPay.Gateway.Answers;

/// <summary>Errors as RFC 9457 problems. Each has an <c>errorCode</c>: one snake_case word to branch on.</summary>
internal static class Problems
{
    public const string ErrorCode = "errorCode";

    public static ProblemHttpResult Of(int status, string errorCode, string detail) =>
        TypedResults.Problem(detail, statusCode: status, extensions: [new(ErrorCode, errorCode)]);

    public static ProblemHttpResult NoSuchOrder => Of(
        StatusCodes.Status404NotFound, ProblemCodes.NotFound, "There is no payment with this order ID.");

    /// <param name="errors">
    /// For each field, what is allowed there. Never the value that was sent: it may be a secret.
    /// </param>
    public static ProblemHttpResult OfFields(
        IDictionary<string, string[]> errors, string errorCode = ProblemCodes.InvalidRequest) =>
        TypedResults.Problem(new HttpValidationProblemDetails(errors)
        {
            Status = StatusCodes.Status400BadRequest,
            Extensions = { [ErrorCode] = errorCode },
        });

    /// <summary>The code of an error that the framework answers by itself.</summary>
    public static string CodeOf(int? status) => status switch
    {
        StatusCodes.Status400BadRequest => ProblemCodes.InvalidRequest,
        StatusCodes.Status401Unauthorized => ProblemCodes.Unauthorized,
        StatusCodes.Status403Forbidden => ProblemCodes.Forbidden,
        StatusCodes.Status404NotFound => ProblemCodes.NotFound,
        StatusCodes.Status405MethodNotAllowed => ProblemCodes.MethodNotAllowed,
        StatusCodes.Status413PayloadTooLarge => ProblemCodes.TooLarge,
        StatusCodes.Status415UnsupportedMediaType => ProblemCodes.UnsupportedMediaType,
        StatusCodes.Status429TooManyRequests => ProblemCodes.TooManyRequests,
        StatusCodes.Status503ServiceUnavailable => ProblemCodes.Unavailable,
        < 500 => ProblemCodes.Refused,
        _ => ProblemCodes.InternalError,
    };
}
