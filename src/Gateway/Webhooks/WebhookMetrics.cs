using System.Diagnostics.Metrics;
using CryptoPay.Gateway.Settings;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Gateway.Webhooks;

internal enum WebhookVerdict
{
    Accepted,
    Forged,
    Stranger,
    TooLarge,
    UnknownAccount,

    /// <summary>The cluster or its storage did not take it; the processor is told to send it again.</summary>
    Unavailable,
}

/// <summary>
/// Counts deliveries in <c>cryptopay.webhooks</c>, by account and verdict. Each series starts at 0, as else the first
/// delivery is no increase to Prometheus.
/// </summary>
internal sealed class WebhookMetrics
{
    /// <summary>For every account that is not configured: what a stranger makes up must not become a tag.</summary>
    public const string NoAccount = "";

    private readonly Counter<long> deliveries;

    public WebhookMetrics(IMeterFactory meters, ProcessorAccounts accounts, IHostApplicationLifetime host)
    {
        deliveries = meters.Create(GatewayMeter.Name)
            .CreateCounter<long>("cryptopay.webhooks", "{delivery}", "Webhook deliveries received.");
        // What is counted before is lost.
        host.ApplicationStarted.Register(() => Bear(accounts));
    }

    public void Count(string account, WebhookVerdict verdict) => Add(1, account, verdict);

    private void Bear(ProcessorAccounts accounts)
    {
        foreach (var verdict in Enum.GetValues<WebhookVerdict>())
        {
            if (verdict == WebhookVerdict.UnknownAccount) Add(0, NoAccount, verdict);
            else foreach (var account in accounts.Names) Add(0, account, verdict);
        }
    }

    private void Add(long count, string account, WebhookVerdict verdict) =>
        deliveries.Add(count, new("account", account), new("verdict", NameOf(verdict)));

    private static string NameOf(WebhookVerdict verdict) => verdict switch
    {
        WebhookVerdict.Accepted => "accepted",
        WebhookVerdict.Forged => "forged",
        WebhookVerdict.Stranger => "stranger",
        WebhookVerdict.TooLarge => "too_large",
        WebhookVerdict.UnknownAccount => "unknown_account",
        _ => "unavailable",
    };
}
