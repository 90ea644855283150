using CryptoPay.Alerting;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Checks;
using CryptoPay.Processors.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Processors.Tests;

/// <summary>One account, registered as a host registers it, with a clock of ours and no network.</summary>
internal sealed class ProcessorRig : IDisposable
{
    private const string Account = "main";
    private readonly ServiceProvider services;

    public ProcessorRig(IReadOnlyDictionary<string, string?> settings)
    {
        var section = settings.ToDictionary(pair => $"Processors:{Account}:{pair.Key}", pair => pair.Value);
        Configuration = new ConfigurationBuilder().AddInMemoryCollection(section).Build();
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock).AddProcessorAccounts(Configuration).AddAccountChecks([Account]);
        services.AddLogging(logging => logging.AddProvider(Told).AddProvider(Loud));
        services.AddHttpClient(ProcessorHttp.ClientNameOf(Account)).ConfigurePrimaryHttpMessageHandler(() => Server);
        this.services = services.BuildServiceProvider();
    }

    private IConfigurationRoot Configuration { get; }

    public DrivenClock Clock { get; } = new();

    public ScriptedServer Server { get; } = new();

    public Alerts Told { get; } = new();

    public LoudLines Loud { get; } = new();

    public IPaymentProcessor Processor => services.GetRequiredKeyedService<IPaymentProcessor>(Account);

    public IRefundingProcessor Refunds => Assert.IsType<IRefundingProcessor>(Processor, exactMatch: false);

    public IListingProcessor Listing => services.GetRequiredKeyedService<IListingProcessor>(Account);

    public bool Lists => services.GetKeyedService<IListingProcessor>(Account) is not null;

    public IWebhookReceiver Webhook => services.GetRequiredKeyedService<IWebhookReceiver>(Account);

    /// <summary>What a person reads before a start: each finding as "Kind: text".</summary>
    public async Task<string[]> Check(string webhookUrl) =>
    [
        .. (await services.CheckAccount(Account, webhookUrl, TestContext.Current.CancellationToken))
            .Select(finding => $"{finding.Kind}: {finding.Text}"),
    ];

    public Task<T> Elapse<T>(Task<T> call) => Clock.Elapse(Server, call);

    public void Change(string setting, string? value)
    {
        Configuration[$"Processors:{Account}:{setting}"] = value;
        Configuration.Reload();
    }

    public void Dispose() => services.Dispose();
}
