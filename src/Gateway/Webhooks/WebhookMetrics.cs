using System.Diagnostics.Metrics;
using CryptoPay.Gateway.Settings;

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

/// <summary>Counts deliveries in <c>cryptopay.webhooks</c>, by account and verdict.</summary>
internal sealed class WebhookMetrics(IMeterFactory meters)
{
    /// <summary>For every account that is not configured: what a stranger makes up must not become a tag.</summary>
    public const string NoAccount = "";

    private readonly Counter<long> deliveries = meters.Create(GatewayMeter.Name)
        .CreateCounter<long>("cryptopay.webhooks", "{delivery}", "Webhook deliveries received.");

    public void Count(string account, WebhookVerdict verdict) =>
        deliveries.Add(1, new("account", account), new("verdict", NameOf(verdict)));

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
