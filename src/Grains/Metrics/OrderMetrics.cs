using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Grains.Metrics;

/// <summary>
/// What grains count about orders. Tags are accounts, sinks and words of ours: never an order, an amount or an address.
/// </summary>
internal sealed class OrderMetrics
{
    public const string MeterName = "CryptoPay.Grains";

    /// <summary>Kinds that are owed until they are done. Reads and looks are never over.</summary>
    private static readonly ImmutableDictionary<WorkKind, string> Owable = ImmutableDictionary.CreateRange<WorkKind, string>(
    [
        new(WorkKind.CreateInvoice, "create_invoice"),
        new(WorkKind.WithdrawInvoice, "withdraw_invoice"),
        new(WorkKind.CreateRefund, "create_refund"),
        new(WorkKind.DeliverCase, "deliver_case"),
    ]);

    private readonly Counter<long> statusChanges;
    private readonly Counter<long> reads;
    private readonly Counter<long> droppedKeys;
    private readonly Counter<long> sinksTold;
    private readonly Counter<long> sinksParked;
    private readonly UpDownCounter<long> owed;
    private readonly Histogram<double> invoiceSeconds;
    private readonly Histogram<double> settleSeconds;
    private readonly Histogram<double> readLateness;

    public OrderMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        statusChanges = meter.CreateCounter<long>(
            "cryptopay.status_changes", "{change}", "Changes of an order's status, and what showed them first.");
        reads = meter.CreateCounter<long>("cryptopay.reads", "{round}", "Rounds of reads.");
        droppedKeys = meter.CreateCounter<long>(
            "cryptopay.metadata_dropped", "{key}", "Metadata keys beyond those that an order keeps.");
        sinksTold = meter.CreateCounter<long>("cryptopay.sinks_told", "{try}", "Tries to tell a case sink of an order.");
        sinksParked = meter.CreateCounter<long>(
            "cryptopay.sinks_parked", "{sink}", "Case sinks that are not told of an order any more.");
        owed = meter.CreateUpDownCounter<long>(
            "cryptopay.owed", "{order}", "Orders in memory that owe such work.");
        invoiceSeconds = meter.CreateHistogram<double>(
            "cryptopay.invoice.duration", "s", "From an attempt's start to its invoice.");
        settleSeconds = meter.CreateHistogram<double>(
            "cryptopay.settle.duration", "s", "From the first money that was seen to the status Settled.");
        readLateness = meter.CreateHistogram<double>(
            "cryptopay.read.lateness", "s", "How long after it was due a round of reads by the schedule began.");
    }

    /// <summary>
    /// Starts each series at 0: an increase from nothing to 1 is none to Prometheus, so the first fault would raise no
    /// alert.
    /// </summary>
    public void Bear(ImmutableArray<string> accounts, IEnumerable<string> sinks)
    {
        foreach (var account in accounts)
        {
            foreach (var succeeded in (bool[])[true, false]) reads.Add(0, Account(account), new("succeeded", succeeded));
            foreach (var status in Enum.GetNames<PaymentIntentStatus>())
            {
                foreach (var seenBy in SeenBy.All)
                    statusChanges.Add(0, Account(account), new("status", status), new("seen_by", seenBy));
            }
        }

        foreach (var sink in sinks)
        {
            sinksParked.Add(0, Sink(sink));
            foreach (var succeeded in (bool[])[true, false]) sinksTold.Add(0, Sink(sink), new("succeeded", succeeded));
        }

        foreach (var kind in Owable.Values) owed.Add(0, new KeyValuePair<string, object?>("kind", kind));
    }

    public void Changed(PaymentIntent? before, PaymentIntent now, string seenBy)
    {
        foreach (var attempt in now.Attempts.Where(attempt => attempt.OpenedAt is not null
            && before?.Attempts.Any(old => old.AttemptId == attempt.AttemptId && old.OpenedAt is not null) != true))
        {
            invoiceSeconds.Record(
                (attempt.OpenedAt!.Value - attempt.StartedAt).TotalSeconds, Account(attempt.Account));
        }

        if (before?.Status == now.Status) return;
        statusChanges.Add(1, Account(now.Account), new("status", $"{now.Status}"), new("seen_by", seenBy));
        if (before is { Status: PaymentIntentStatus.Confirming } && now.Status == PaymentIntentStatus.Settled)
            settleSeconds.Record((now.ChangedAt - before.ChangedAt).TotalSeconds, Account(now.Account));
    }

    public void Read(string account, bool succeeded) => reads.Add(1, Account(account), new("succeeded", succeeded));

    public void ReadLate(string account, TimeSpan by) => readLateness.Record(by.TotalSeconds, Account(account));

    public void DroppedMetadata(string merchant, int count)
    {
        if (count > 0) droppedKeys.Add(count, new KeyValuePair<string, object?>("merchant", merchant));
    }

    public void Told(string sink, bool succeeded) => sinksTold.Add(1, Sink(sink), new("succeeded", succeeded));

    public void Parked(string sink) => sinksParked.Add(1, Sink(sink));

    /// <summary>Counts an activation's order among those that owe such work, or no more.</summary>
    /// <returns>What is counted now.</returns>
    public ImmutableHashSet<WorkKind> Owe(ImmutableHashSet<WorkKind> counted, IEnumerable<WorkKind> owedNow)
    {
        var next = owedNow.Where(Owable.ContainsKey).ToImmutableHashSet();
        foreach (var kind in next.Except(counted)) owed.Add(1, new KeyValuePair<string, object?>("kind", Owable[kind]));
        foreach (var kind in counted.Except(next)) owed.Add(-1, new KeyValuePair<string, object?>("kind", Owable[kind]));
        return next;
    }

    private static KeyValuePair<string, object?> Sink(string name) => new("sink", name);

    private static KeyValuePair<string, object?> Account(string name) => new("account", name);
}
