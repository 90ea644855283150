namespace CryptoPay.Gateway.Answers;

/// <summary>503 with Retry-After: nothing is half-done, and the same call later may do.</summary>
internal sealed class NotNow(string errorCode, string detail, int retryAfterSeconds) : IStatusCodeHttpResult, IResult
{
    public int? StatusCode => StatusCodes.Status503ServiceUnavailable;

    public string ErrorCode { get; } = errorCode;

    public string Detail { get; } = detail;

    public Task ExecuteAsync(HttpContext http)
    {
        http.Response.Headers.RetryAfter = $"{retryAfterSeconds}";
        return Problems.Of(StatusCodes.Status503ServiceUnavailable, ErrorCode, Detail).ExecuteAsync(http);
    }
}
