using CryptoPay.Gateway.Answers;
using CryptoPay.Gateway.Links;
using Microsoft.AspNetCore.Diagnostics;

namespace CryptoPay.Gateway.OrderPages;

/// <summary>Before a gateway has found its first silo, who opens a page sees one that comes again by itself.</summary>
internal sealed class PageFault(OrderPageCalls calls) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(
        HttpContext context, Exception exception, CancellationToken cancellation)
    {
        if (!ClusterFault.Is(exception)) return false;
        foreach (var what in new[] { OrderLinks.Pay, OrderLinks.Agent })
        {
            if (!context.Request.Path.StartsWithSegments($"/{what}", StringComparison.OrdinalIgnoreCase)) continue;
            await calls.NotNow(context, what).ExecuteAsync(context);
            return true;
        }

        return false;
    }
}
