namespace CryptoPay.Gateway.Answers;

/// <summary>To a page, asked for with GET whatever was asked for before: 303, and not 302.</summary>
/// <param name="url">As a browser resolves it.</param>
internal sealed class SeeOther(string url) : IResult
{
    public Task ExecuteAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = url;
        return Task.CompletedTask;
    }
}
