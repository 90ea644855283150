using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Diagnostics;

namespace CryptoPay.Gateway.Answers;

/// <summary>
/// Answers what the sender got wrong with its own status, and logs nothing: whoever can reach us can send such calls
/// without end, and an Error line is an alarm.
/// </summary>
internal sealed class CallersFault : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(
        HttpContext context, Exception exception, CancellationToken cancellation)
    {
        if (exception is not BadHttpRequestException bad) return false;

        context.Response.StatusCode = bad.StatusCode;
        // Who has left gets nothing. Without the abort the server would look for the rest of the body, and write an
        // Error line because there is none.
        if (context.RequestAborted.IsCancellationRequested || bad.InnerException is ConnectionResetException)
        {
            context.Abort();
        }
        else
        {
            await Problems.Of(bad.StatusCode, Problems.CodeOf(bad.StatusCode), "The call could not be read.")
                .ExecuteAsync(context);
        }

        return true;
    }
}
