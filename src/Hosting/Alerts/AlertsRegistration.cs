using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Hosting.Alerts;

public static class AlertsRegistration
{
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Posts each alert of this process to <c>Alerts:Url</c>, where it is set.</summary>
    public static void AddAlerts(this IServiceCollection services)
    {
        services.AddOptions<AlertOptions>().BindConfiguration("Alerts")
            .Validate(options => options.IsUsable, "Alerts:Url must be an absolute http or https URL, or empty.")
            .ValidateOnStart();
        services.AddSingleton<AlertAddress>().AddSingleton<AlertBook>().AddSingleton<AlertMetrics>()
            .AddSingleton<ILoggerProvider, AlertLog>();
        // A setting that quiets the console quiets no alert.
        services.Configure<LoggerFilterOptions>(filters => filters.Rules.Add(
            new LoggerFilterRule(typeof(AlertLog).FullName, "CryptoPay", LogLevel.Information, filter: null)));
        services.Configure<LoggerFilterOptions>(filters => filters.Rules.Add(
            new LoggerFilterRule(typeof(AlertLog).FullName, categoryName: null, LogLevel.None, filter: null)));
        services.AddHttpClient(AlertHook.ClientName, client => client.Timeout = CallTimeout)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                // A trace has the address.
                ActivityHeadersPropagator = null,
            })
            // They write the address.
            .RemoveAllLoggers();
        services.AddHostedService<AlertHook>();
    }
}
