using CryptoPay.Alerting;
using CryptoPay.Notifications.Http;
using CryptoPay.Payments.Cases;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Watching;
using CryptoPay.Processors.Tests;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CryptoPay.Notifications.Tests;

/// <summary>One merchant's sink, registered as a host registers it, with a clock of ours.</summary>
internal sealed class NotificationRig : IDisposable
{
    public const string Secret = "whsec_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=";
    public const string OtherSecret = "whsec_ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";

    private readonly IConfigurationManager configuration;
    private readonly IHost host;

    /// <param name="settings">In place of a good host and secret, without <c>Notifications:</c>.</param>
    /// <param name="resolve">Answers for names, and calls go out; null where nothing does.</param>
    public NotificationRig(
        Dictionary<string, string?>? settings = null, string environment = "Production", Resolve? resolve = null,
        DateTimeOffset? now = null)
    {
        Clock = new FakeTimeProvider(now ?? new DateTimeOffset(2026, 11, 28, 16, 0, 0, TimeSpan.Zero));
        settings ??= new() { ["default:Hosts:0"] = "hooks.example.com", ["default:Secret"] = Secret };
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = environment });
        configuration = builder.Configuration;
        configuration.AddInMemoryCollection(
            settings.Select(setting => KeyValuePair.Create($"Notifications:{setting.Key}", setting.Value)));
        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log);
        if (resolve is not null) builder.Services.AddSingleton(resolve);
        builder.Services.AddSingleton<TimeProvider>(Clock).AddNotifications(configuration);
        if (resolve is null)
        {
            builder.Services.AddHttpClient(NotificationHttp.ClientName)
                .ConfigurePrimaryHttpMessageHandler(() => Server);
        }

        host = builder.Build();
    }

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public FakeTimeProvider Clock { get; }

    public ScriptedServer Server { get; } = new();

    public AllLines Log { get; } = new();

    public IEnumerable<ICaseSink> Sinks => host.Services.GetServices<ICaseSink>();

    public ICaseSink Sink => Sinks.Single();

    public NotificationHosts Hosts => host.Services.GetRequiredService<NotificationHosts>();

    public void Start() => host.Services.GetRequiredService<IStartupValidator>().Validate();

    public CaseUpdate Update(PaymentIntent intent, Index notice = default) =>
        CaseUpdate.Of(intent, Sink, Sink.NoticesOf(intent).ToList()[notice], Clock.GetUtcNow(), new PollingPolicy());

    public Task<DeliveryResult> Deliver(PaymentIntent intent, Index notice = default) =>
        Sink.Deliver(Update(intent, notice), Cancellation);

    public Task<DeliveryResult> Deliver() => Deliver(Orders.Order());

    public void Change(string setting, string? value)
    {
        configuration[$"Notifications:{setting}"] = value;
        try
        {
            ((IConfigurationRoot)configuration).Reload();
        }
        catch (AggregateException broken) when (broken.InnerExceptions.All(one => one is OptionsValidationException))
        {
            // Whoever reads those settings says so.
        }
    }

    public void Dispose() => host.Dispose();
}
