using System.Globalization;

namespace CryptoPay.Gateway.Answers;

/// <summary>429 with Retry-After; its problem is written where all errors without a body get theirs.</summary>
/// <param name="wait">Whole seconds are told, and at least one.</param>
internal sealed class TooMany(TimeSpan wait) : IResult
{
    public Task ExecuteAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        TellWait(http, wait);
        return Task.CompletedTask;
    }

    public static void TellWait(HttpContext http, TimeSpan wait) => http.Response.Headers.RetryAfter =
        Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
