using System.Collections.Immutable;
using CryptoPay.Grains.Cluster;
using CryptoPay.Grains.Effects;
using CryptoPay.Grains.Index;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Grains.Storage;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Grains.Accounts;

/// <summary>
/// There is one activation for all silos, and it answers with what is written: so what an operator was told holds
/// everywhere from then on.
/// </summary>
internal sealed partial class ProcessorAccountGrain(
    [PersistentState("account", PaymentIntentDocument.StorageName)] IPersistentState<ProcessorAccountDocument> storage,
    ProcessorAccounts accounts, EffectContext context, WatchedOrders watched, ClusterLevel level,
    ILogger<ProcessorAccountGrain> logger)
    : RowGrain<ProcessorAccountDocument>(storage), IProcessorAccountGrain
{
    public Task<AccountPause> Get() => Task.FromResult(Committed.Pause);

    public Task<ImmutableArray<AccountRest>> GetRests() => Task.FromResult(Rests);

    public async Task<AccountPause> SetPaused(bool isPaused, string who, string reason)
    {
        if (Committed.Pause.IsPaused == isPaused) return Committed.Pause;
        var next = new AccountPause(isPaused, context.Now, who, reason);
        await WriteOwn(Committed with { Pause = next });
        var key = this.GetPrimaryKeyString();
        var account = accounts.Names.FirstOrDefault(name => IProcessorAccountGrain.KeyOf(name) == key, key);
        if (isPaused) Log.Paused(logger, account, who);
        else Log.Resumed(logger, account, who);
        // Orders that wait for an invoice may sleep since a restart. One that is not woken finds out by its reminder.
        if (!isPaused)
            watched.Wake(account, PaymentIntentStatus.Requested, WakeReason.Overdue, CancellationToken.None).Ignore();
        return next;
    }

    public async Task Rest(AccountRest rest)
    {
        var known = Rests.FirstOrDefault(one => one.IsOfCreates == rest.IsOfCreates);
        if (known?.Until >= rest.Until) return;
        await WriteOwn(Committed with { Rests = [.. Rests.Where(one => one != known), rest] });
    }

    private ImmutableArray<AccountRest> Rests => Committed.Rests.IsDefault ? [] : Committed.Rests;

    // A silo that does not know the rest reads the row all the same, while there may be one.
    private Task WriteOwn(ProcessorAccountDocument next) => Write(level.Has(ClusterLevel.AccountRests)
        ? next with { Version = ProcessorAccountDocument.CurrentVersion }
        : next);

    private static partial class Log
    {
        [LoggerMessage(2005, LogLevel.Warning,
            "Processor account {Account} was paused by the key {Who}: it makes no new invoices until it is resumed.")]
        public static partial void Paused(ILogger logger, string account, string who);

        [LoggerMessage(2006, LogLevel.Information,
            "Processor account {Account} was resumed by the key {Who}: it makes invoices again.")]
        public static partial void Resumed(ILogger logger, string account, string who);
    }
}
