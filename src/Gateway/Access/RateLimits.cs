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
internal static class RateLimits
{
    /// <summary>New payments and invoices, for each API key.</summary>
    public const string Creates = "creates";

    /// <summary>Attempts to log in, for each remote address.</summary>
    public const string Logins = "logins";

    public static void AddRateLimits(this IServiceCollection services) => services
        .AddSingleton<AddressLimit>()
        .AddSingleton<WrongTries>()
        .AddSingleton<LiveGateways>().AddHostedService(provider => provider.GetRequiredService<LiveGateways>())
        .AddRateLimiter(limiter =>
        {
            limiter.OnRejected = (rejected, _) =>
                new ValueTask(rejected.Lease.Refusal().ExecuteAsync(rejected.HttpContext));
            // All calls of a key. Who has shown none is held by its address.
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(
                context => context.User.Identity?.Name is { } caller
                    ? OfKey(context, caller, LimitsIn(context).CallBurst, LimitsIn(context).CallsPerSecond)
                    : RateLimitPartition.GetNoLimiter(""));
            limiter.AddPolicy(Creates, context => OfKey(
                context, context.User.Identity?.Name ?? "", LimitsIn(context).CreateBurst,
                LimitsIn(context).CreatePerSecond));
            limiter.AddPolicy(Logins, context => RateLimitPartition.GetFixedWindowLimiter(
                CallersNetwork.Of(context), _ => LoginsOf(LimitsIn(context))));
        });

    /// <summary>All calls of an address. Before anybody asks who it is, as that costs more.</summary>
    public static void UseAddressLimit(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<DisableRateLimitingAttribute>() is null)
        {
            using var lease = context.RequestServices.GetRequiredService<AddressLimit>().Take(context);
            if (!lease.IsAcquired)
            {
                await lease.Refusal().ExecuteAsync(context);
                return;
            }
        }

        await next(context);
    });

    private static TooMany Refusal(this RateLimitLease lease) =>
        new(lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.Zero);

    private static LimitOptions LimitsIn(HttpContext context) =>
        context.RequestServices.GetRequiredService<IOptions<LimitOptions>>().Value;

    /// <summary>When a gateway comes or goes, each begins anew with its new part.</summary>
    private static RateLimitPartition<string> OfKey(HttpContext context, string key, int burst, int perSecond)
    {
        var count = context.RequestServices.GetRequiredService<LiveGateways>().Count;
        return RateLimitPartition.GetTokenBucketLimiter(
            $"{count}/{key}",
            _ => Bucket(LiveGateways.ShareOf(burst, count), LiveGateways.ShareOf(perSecond, count)));
    }

    private static TokenBucketRateLimiterOptions Bucket(int burst, int perSecond) => new()
    {
        TokenLimit = burst,
        TokensPerPeriod = perSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
    };

    private static FixedWindowRateLimiterOptions LoginsOf(LimitOptions limits) => new()
    {
        PermitLimit = limits.LoginsPerMinute,
        Window = TimeSpan.FromMinutes(1),
    };

    private sealed class AddressLimit(IOptions<LimitOptions> limits) : IDisposable
    {
        private readonly PartitionedRateLimiter<HttpContext> calls =
            PartitionedRateLimiter.Create<HttpContext, IPAddress>(context =>
                RateLimitPartition.GetTokenBucketLimiter(CallersNetwork.Of(context),
                    _ => Bucket(limits.Value.AddressCallBurst, limits.Value.AddressCallsPerSecond)));

        public RateLimitLease Take(HttpContext context) => calls.AttemptAcquire(context);

        public void Dispose() => calls.Dispose();
    }
}
