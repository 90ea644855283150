using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Runtime.ExceptionServices;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Grains.PaymentIntents;

/// <summary>What effects work with.</summary>
internal sealed partial class EffectSetting(
    IServiceProvider services, IGrainFactory grains, ProcessorAccounts accounts, PollingPolicy polling,
    InvoicePolicy invoices, TimeProvider time, IMeterFactory meters, AccountAlerts alerts,
    ILogger<EffectSetting> logger)
{
    /// <summary>Rounds of reads, by processor account and whether each read succeeded.</summary>
    private readonly Counter<long> reads = meters.Create("CryptoPay.Grains").CreateCounter<long>("cryptopay.reads");

    /// <summary>Metadata keys of repeats for which an order had no room, by merchant.</summary>
    private readonly Counter<long> droppedKeys = meters.Create("CryptoPay.Grains")
        .CreateCounter<long>("cryptopay.metadata_dropped", "{key}", "Metadata keys beyond those that an order keeps.");

    private readonly ConcurrentDictionary<(string Account, bool IsOfReads), Places> places = new();

    public ProcessorAccounts Accounts { get; } = accounts;

    public PollingPolicy Polling { get; } = polling;

    public InvoicePolicy Invoices { get; } = invoices;

    public TimeProvider Time { get; } = time;

    public AccountAlerts Alerts { get; } = alerts;

    /// <summary>UTC, cut to the millisecond, which is what is stored.</summary>
    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(Time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Null where the account was taken out of the settings while it still has orders.</summary>
    public IPaymentProcessor? ProcessorOf(string account) => services.GetKeyedService<IPaymentProcessor>(account);

    /// <summary>
    /// The accounts that may take the order, best first; empty where none serves the merchant or takes such money.
    /// </summary>
    public ImmutableArray<string> AccountsFor(string merchant, string requested, string isoCode, string cryptoCode) =>
    [
        .. Accounts.For(merchant, requested, isoCode, cryptoCode)
            .Where(account => Accounts.Serves(account, merchant))
            .Where(account => ProcessorOf(account)?.Takes(isoCode, cryptoCode) ?? true),
    ];

    /// <inheritdoc cref="AccountsFor(string, string, string, string)"/>
    public ImmutableArray<string> AccountsFor(PaymentIntent intent) =>
        AccountsFor(intent.Merchant, intent.RequestedAccount, intent.Price.Currency, intent.CryptoCode);

    /// <summary>
    /// Whether an operator has paused the account. Never remembered: the next create must know it, on any silo.
    /// </summary>
    public async Task<bool> IsPaused(string account) =>
        (await grains.GetGrain<IProcessorAccountGrain>(IProcessorAccountGrain.KeyOf(account)).Get()).IsPaused;

    /// <summary>The first account that is not paused; null where all are.</summary>
    /// <exception cref="Exception">Of one it cannot be told, and all others are paused.</exception>
    public async Task<string?> FirstOpen(ImmutableArray<string> accounts)
    {
        ExceptionDispatchInfo? unknown = null;
        foreach (var account in accounts)
        {
            try
            {
                if (!await IsPaused(account)) return account;
            }
            catch (Exception failure)
            {
                unknown = ExceptionDispatchInfo.Capture(failure);
            }
        }

        unknown?.Throw();
        return null;
    }

    /// <summary>Those that are certainly not paused, in the same order.</summary>
    public async Task<ImmutableArray<string>> OpenOf(ImmutableArray<string> accounts)
    {
        var open = ImmutableArray.CreateBuilder<string>();
        foreach (var account in accounts)
        {
            try
            {
                if (!await IsPaused(account)) open.Add(account);
            }
            catch (Exception)
            {
                // Where nobody can tell, it makes none.
            }
        }

        return open.ToImmutable();
    }

    public Places PlacesOf(Lane lane) => places.GetOrAdd(
        (lane.Account, lane.Kind is WorkKind.ReadInvoices or WorkKind.ReadRefunds), _ => new Places());

    public void Read(string account, bool succeeded) =>
        reads.Add(1, new("account", account), new("succeeded", succeeded));

    public void DroppedMetadata(string merchant, int count)
    {
        if (count > 0) droppedKeys.Add(count, new KeyValuePair<string, object?>("merchant", merchant));
    }

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
