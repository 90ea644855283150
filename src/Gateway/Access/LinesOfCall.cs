using System.Collections;
using System.Diagnostics;
using CryptoPay.Hosting.Logs;

namespace CryptoPay.Gateway.Access;

/// <summary>
/// The scope of all lines of one request: as soon as it is known of which order it is, they say so. The trace ID is
/// there without it.
/// </summary>
internal sealed class LinesOfCall : IEnumerable<KeyValuePair<string, object?>>
{
    public string Order { get; set; } = "";

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        if (Order is { Length: > 0 } order) yield return new(nameof(Order), order);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => Order is { Length: > 0 } order ? $"Order:{order}" : "";
}

internal static class LinesOfCalls
{
    /// <summary>Also of what ends in an error, so it comes before whatever answers those.</summary>
    public static void UseLinesOfCalls(this WebApplication app)
    {
        if (!LogOptions.In(app.Configuration).IsJson) return;
        var logger = app.Services.GetRequiredService<ILogger<LinesOfCall>>();
        app.Use(async (http, next) =>
        {
            if (Activity.Current is { } request) CallLines.HandOn(request);
            var lines = new LinesOfCall();
            http.Features.Set(lines);
            using var scope = logger.BeginScope(lines);
            await next(http);
        });
    }

    /// <summary>Says of which order this call is.</summary>
    public static void LooksAt(this HttpContext http, LookedAt order)
    {
        http.Features.Set(order);
        if (order.OrderId.Length > 0) http.Features.Get<LinesOfCall>()?.Order = $"{order.Merchant}/{order.OrderId}";
    }
}
