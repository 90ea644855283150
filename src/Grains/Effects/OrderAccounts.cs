using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Grains.Effects;

/// <summary>Which processor accounts may take an order, and which of them make new invoices now.</summary>
internal sealed class OrderAccounts(IServiceProvider services, IGrainFactory grains, ProcessorAccounts configured)
{
    public bool IsKnown(string account) => configured.Names.Contains(account);

    public bool Serves(string account, string merchant) => configured.Serves(account, merchant);

    /// <summary>Null where the account was taken out of the settings while it still has orders.</summary>
    public IPaymentProcessor? ProcessorOf(string account) => services.GetKeyedService<IPaymentProcessor>(account);

    /// <summary>
    /// The accounts that may take the order, best first; empty where none serves the merchant or takes such money.
    /// </summary>
    public ImmutableArray<string> For(string merchant, string requested, string isoCode, string cryptoCode) =>
    [
        .. configured.For(merchant, requested, isoCode, cryptoCode)
            .Where(account => configured.Serves(account, merchant))
            .Where(account => ProcessorOf(account)?.Takes(isoCode, cryptoCode) ?? true),
    ];

    /// <inheritdoc cref="For(string, string, string, string)"/>
    public ImmutableArray<string> For(PaymentIntent intent) =>
        For(intent.Merchant, intent.RequestedAccount, intent.Price.Currency, intent.CryptoCode);

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

    /// <summary>Why there is no account for the order.</summary>
    public Refusal WhyNone(string merchant, CreatePaymentIntent request) =>
        configured.For(merchant, request.Account, request.Price.Currency, request.CryptoCode)
            .Any(account => configured.Serves(account, merchant))
            ? Refusal.CurrencyNotTaken
            : Refusal.AccountNotAllowed;
}
