using CryptoPay.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging.Abstractions;
using Polly;
using Polly.Telemetry;

namespace CryptoPay.Processors.Http;

/// <summary>
/// The HTTP client of one processor account. Each account has its own pipeline, so that one that is down neither
/// opens another's circuit nor uses up its places.
/// </summary>
internal static class ProcessorHttp
{
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Who asks for a longer pause is not retried in place: the caller hears of it.</summary>
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(5);

    public static string ClientNameOf(string account) => $"Processors:{account}";

    public static void AddProcessorHttp(this IServiceCollection services, string account)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddTransient<BoundedAnswer>();
        var client = services.AddHttpClient(ClientNameOf(account))
            // The pipeline below has the time-outs; they follow the injected clock, HttpClient's does not.
            .ConfigureHttpClient(http => http.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                // A redirect would carry the API key elsewhere, or turn a POST into a GET.
                AllowAutoRedirect = false,
                UseCookies = false,
                // A trace has the URL, and another house has no use for our names.
                ActivityHeadersPropagator = null,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            })
            // They write URLs, and those name invoices and orders.
            .RemoveAllLoggers();
        client.AddResilienceHandler("calls", (pipeline, context) =>
        {
            var clock = context.ServiceProvider.GetRequiredService<TimeProvider>();
            var atOnce = new CallsAtOnce(clock);
            context.OnPipelineDisposed(atOnce.Dispose);
            Configure(pipeline, atOnce, clock);
        });
        client.AddHttpMessageHandler<BoundedAnswer>();
        // Polly calls each time-out and each open circuit an error. How a call ended is ours to tell (events 2001 and
        // 2003, once); Polly goes on counting, with its own severities.
        services.PostConfigure<TelemetryOptions>(polly => polly.LoggerFactory = NullLoggerFactory.Instance);
    }

    // The circuit stands outside the retries, so that an open circuit is always a call that was never sent; and inside
    // the limiter, so that it counts no call that only waited.
    private static void Configure(
        ResiliencePipelineBuilder<HttpResponseMessage> pipeline, CallsAtOnce atOnce, TimeProvider clock)
    {
        pipeline.TimeProvider = clock;
        var retry = new HttpRetryStrategyOptions
        {
            MaxRetryAttempts = 2,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromMilliseconds(500),
            DelayGenerator = args => ValueTask.FromResult(RetryAfter.Of(args.Outcome.Result, clock)),
            ShouldHandle = args => ValueTask.FromResult(
                HttpClientResiliencePredicates.IsTransient(args.Outcome)
                && !(RetryAfter.Of(args.Outcome.Result, clock) > PauseMax)),
        };
        retry.DisableForUnsafeHttpMethods();

        pipeline
            .AddRateLimiter(new HttpRateLimiterStrategyOptions { RateLimiter = atOnce.Enter })
            .AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions
            {
                FailureRatio = 0.5,
                MinimumThroughput = 10,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = TimeSpan.FromSeconds(10),
            })
            .AddTimeout(CallTimeout)
            .AddRetry(retry)
            .AddTimeout(AttemptTimeout);
    }
}
