using System.Globalization;
using System.Threading.RateLimiting;
using CryptoPay.Gateway.Settings;
using Microsoft.Extensions.Options;

namespace CryptoPay.Gateway.Access;

/// <summary>Named limits. Counted by this gateway alone: with M gateways a caller may get M times as much.</summary>
internal static class RateLimits
{
    /// <summary>New payments and invoices, for each API key.</summary>
    public const string Creates = "creates";

    /// <summary>Attempts to log in, for each remote address.</summary>
    public const string Logins = "logins";

    public static void AddRateLimits(this IServiceCollection services) => services.AddRateLimiter(limiter =>
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = (rejected, _) =>
        {
            var isKnown = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait);
            rejected.HttpContext.Response.Headers.RetryAfter =
                (isKnown ? Math.Max(1, Math.Ceiling(wait.TotalSeconds)) : 1).ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
        limiter.AddPolicy(Creates, context => RateLimitPartition.GetTokenBucketLimiter(
            context.User.Identity?.Name ?? "", _ => CreatesOf(LimitsIn(context))));
        limiter.AddPolicy(Logins, context => RateLimitPartition.GetFixedWindowLimiter(
            CallersNetwork.Of(context), _ => LoginsOf(LimitsIn(context))));
    });

    private static LimitOptions LimitsIn(HttpContext context) =>
        context.RequestServices.GetRequiredService<IOptions<LimitOptions>>().Value;

    private static TokenBucketRateLimiterOptions CreatesOf(LimitOptions limits) => new()
    {
        TokenLimit = limits.CreateBurst,
        TokensPerPeriod = limits.CreatePerSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
    };

    private static FixedWindowRateLimiterOptions LoginsOf(LimitOptions limits) => new()
    {
        PermitLimit = limits.LoginsPerMinute,
        Window = TimeSpan.FromMinutes(1),
    };
}
