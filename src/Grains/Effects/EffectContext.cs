using System.Collections.Concurrent;
using System.Diagnostics;
using CryptoPay.Grains.Cluster;
using CryptoPay.Grains.Metrics;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Watching;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Grains.Effects;

/// <summary>What effects work with.</summary>
internal sealed partial class EffectContext(
    OrderAccounts accounts, PollingPolicy polling, InvoicePolicy invoices, TimeProvider time, OrderMetrics metrics,
    AccountAlerts alerts, AccountRests rests, AccountWebhooks webhooks, LiveSilos silos, IHostApplicationLifetime host,
    ILogger<EffectContext> logger)
{
    private readonly ConcurrentDictionary<(string Whose, string At), Places> places = new();

    public OrderAccounts Accounts { get; } = accounts;

    public PollingPolicy Polling { get; } = polling;

    public InvoicePolicy Invoices { get; } = invoices;

    public TimeProvider Time { get; } = time;

    public AccountAlerts Alerts { get; } = alerts;

    public AccountRests Rests { get; } = rests;

    public AccountWebhooks Webhooks { get; } = webhooks;

    public OrderMetrics Metrics { get; } = metrics;

    /// <summary>Cancelled when this silo begins to stop.</summary>
    public CancellationToken Stopping { get; } = host.ApplicationStopping;

    /// <summary>UTC, cut to the millisecond, which is what is stored.</summary>
    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(Time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>An account's are for all merchants; a sink is one merchant's.</summary>
    public Places PlacesOf(Lane lane, string merchant) => places.GetOrAdd(
        lane.Kind switch
        {
            WorkKind.ReadInvoices or WorkKind.ReadRefunds => ("reads", lane.At),
            WorkKind.CreateInvoice or WorkKind.WithdrawInvoice or WorkKind.CreateRefund => ("calls", lane.At),
            WorkKind.DeliverCase or WorkKind.LookAtCase => ($"sink:{merchant}", lane.At),
            _ => throw new UnreachableException($"No row for {lane.Kind}."),
        },
        _ => new Places(() => silos.Count));

    public void Failed(PaymentIntent intent, string account, string effect, string code) =>
        Log.EffectFailed(logger, effect, intent.Merchant, intent.OrderId, account, code);

    private static partial class Log
    {
        [LoggerMessage(2001, LogLevel.Warning,
            "{Effect} of order {Merchant}/{OrderId} failed at processor account {Account}: {Code}. "
            + "It is tried again.")]
        public static partial void EffectFailed(
            ILogger logger, string effect, string merchant, string orderId, string account, string code);
    }
}
