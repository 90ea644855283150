using System.Net;
using System.Threading.RateLimiting;
using CryptoPay.Gateway.Answers;
using CryptoPay.Gateway.Settings;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace CryptoPay.Gateway.Access;

/// <summary>
/// Limits of calls. Gateways on one database share those of a key: each has its part, rounded up. Those of an address
/// each counts alone. An endpoint with <c>DisableRateLimiting</c> has none.
/// </summary>
/// <remarks>
/// The framework's middleware is not used: it disposes no limiter, and their timers keep a gateway that was stopped.
/// </remarks>
internal sealed class RateLimits(IOptions<LimitOptions> options, LiveGateways gateways) : IDisposable
{
    /// <summary>New payments and invoices, for each API key.</summary>
    public const string Creates = "creates";

    /// <summary>Attempts to log in, for each remote address.</summary>
    public const string Logins = "logins";

    private readonly PartitionedRateLimiter<HttpContext> ofAddress =
        PartitionedRateLimiter.Create<HttpContext, IPAddress>(context => RateLimitPartition.GetTokenBucketLimiter(
            CallersNetwork.Of(context),
            _ => Bucket(options.Value.AddressCallBurst, options.Value.AddressCallsPerSecond)));

    // Who has shown no key is held by its address.
    private readonly PartitionedRateLimiter<HttpContext> ofKey =
        PartitionedRateLimiter.Create<HttpContext, string>(context => context.User.Identity?.Name is null
            ? RateLimitPartition.GetNoLimiter("")
            : PartOfKey(context, gateways.Count, options.Value.CallBurst, options.Value.CallsPerSecond));

    /// <summary>Of endpoints that name one.</summary>
    private readonly Dictionary<string, PartitionedRateLimiter<HttpContext>> named = new()
    {
        [Creates] = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            PartOfKey(context, gateways.Count, options.Value.CreateBurst, options.Value.CreatePerSecond)),
        [Logins] = PartitionedRateLimiter.Create<HttpContext, IPAddress>(context =>
            RateLimitPartition.GetFixedWindowLimiter(CallersNetwork.Of(context), _ => new()
            {
                PermitLimit = options.Value.LoginsPerMinute,
                Window = TimeSpan.FromMinutes(1),
            })),
    };

    /// <summary>All calls of an address. Before anybody asks who it is, as that costs more.</summary>
    public static void UseOfAddress(WebApplication app) => Use(app, (limits, _) => limits.ofAddress);

    /// <summary>All calls of a key, and then those that the endpoint names.</summary>
    public static void UseOfKey(WebApplication app)
    {
        Use(app, (limits, _) => limits.ofKey);
        Use(app, (limits, endpoint) =>
            endpoint?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName is { } name
                ? limits.named[name]
                : null);
    }

    public void Dispose()
    {
        ofAddress.Dispose();
        ofKey.Dispose();
        foreach (var limiter in named.Values) limiter.Dispose();
    }

    /// <param name="which">Null where the endpoint has no such limit.</param>
    private static void Use(
        WebApplication app, Func<RateLimits, Endpoint?, PartitionedRateLimiter<HttpContext>?> which)
    {
        var limits = app.Services.GetRequiredService<RateLimits>();
        app.Use(async (context, next) =>
        {
            var endpoint = context.GetEndpoint();
            if (endpoint?.Metadata.GetMetadata<DisableRateLimitingAttribute>() is null
                && which(limits, endpoint) is { } limiter)
            {
                using var lease = limiter.AttemptAcquire(context);
                if (!lease.IsAcquired)
                {
                    var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var told) ? told : TimeSpan.Zero;
                    await new TooMany(wait).ExecuteAsync(context);
                    return;
                }
            }

            await next(context);
        });
    }

    /// <summary>When a gateway comes or goes, each begins anew with its new part.</summary>
    private static RateLimitPartition<string> PartOfKey(HttpContext context, int count, int burst, int perSecond) =>
        RateLimitPartition.GetTokenBucketLimiter(
            $"{count}/{context.User.Identity?.Name}",
            _ => Bucket(LiveGateways.ShareOf(burst, count), LiveGateways.ShareOf(perSecond, count)));

    private static TokenBucketRateLimiterOptions Bucket(int burst, int perSecond) => new()
    {
        TokenLimit = burst,
        TokensPerPeriod = perSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
    };
}
