using CryptoPay.Grains.Interfaces.Access;
using Microsoft.AspNetCore.Http.Features;

namespace CryptoPay.Gateway.Access;

/// <summary>
/// Whoever is shown details of payments is written down before the answer leaves. Where that cannot be, nothing is
/// shown: 503, and the same call later does it.
/// </summary>
internal static class AccessLogging
{
    /// <summary>As the log calls whoever has nothing but a link.</summary>
    public const string Link = "link";

    /// <summary>The whole answer leaves in under 2 s.</summary>
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(1.9);

    /// <summary>Also where all of that went on the answer itself.</summary>
    private static readonly TimeSpan WriteMin = TimeSpan.FromMilliseconds(300);

    public static void AddAccessLog(this IServiceCollection services) => services.AddSingleton(provider =>
    {
        var grains = provider.GetRequiredService<IGrainFactory>();
        return new AccessLog(
            accesses => grains.GetGrain<IAccessLogGrain>(0).Write(accesses),
            provider.GetRequiredService<TimeProvider>());
    });

    /// <summary>
    /// An answer with success shows details. Before it the endpoint says by <see cref="LookedAt"/> of which order.
    /// </summary>
    public static RouteHandlerBuilder Shows(this RouteHandlerBuilder endpoint, string what) => endpoint
        .WithMetadata(new Look(what))
        .AddEndpointFilter(async (call, next) =>
        {
            var http = call.HttpContext;
            var time = http.RequestServices.GetRequiredService<TimeProvider>();
            var startedAt = time.GetTimestamp();
            var answer = await next(call);
            if (http.Response.StatusCode != StatusCodes.Status200OK
                || answer is IStatusCodeHttpResult { StatusCode: not StatusCodes.Status200OK })
            {
                return answer;
            }

            var left = AnswerMax - time.GetElapsedTime(startedAt);
            await Write(http, what, http.Features.GetRequiredFeature<LookedAt>())
                .WaitAsync(left > WriteMin ? left : WriteMin, time);
            return answer;
        });

    /// <summary>Of what is not ours, such as the dashboard: all of it shows details, so it is written first.</summary>
    /// <param name="atOf">Which order a call is about.</param>
    public static TBuilder IsWholly<TBuilder>(this TBuilder endpoints, string what, Func<HttpRequest, LookedAt> atOf)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new Look(what), new WrittenFirst(atOf));

    public static void UseAccessLog(this WebApplication app) => app.Use(async (http, next) =>
    {
        if (http.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<WrittenFirst>() is { } first)
        {
            await Write(http, endpoint.Metadata.GetRequiredMetadata<Look>().What, first.AtOf(http.Request))
                .WaitAsync(AnswerMax, http.RequestServices.GetRequiredService<TimeProvider>());
        }

        await next(http);
    });

    private static Task Write(HttpContext http, string what, LookedAt at)
    {
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var address = http.Connection.RemoteIpAddress;
        return http.RequestServices.GetRequiredService<AccessLog>().Write(new AccessRecord(
            now, Look.IsByLink(what) ? Link : http.User.Name(), what, at.Merchant, at.OrderId,
            (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString() ?? ""));
    }

    private sealed record WrittenFirst(Func<HttpRequest, LookedAt> AtOf);
}
