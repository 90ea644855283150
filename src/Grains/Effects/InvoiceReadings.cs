using CryptoPay.Payments.Deciding;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Grains.Effects;

/// <summary>The readings of an intent, one for each account that has an attempt of it.</summary>
internal sealed class InvoiceReadings(Sendings sendings, EffectContext context)
{
    private readonly Dictionary<string, InvoiceReading> byAccount = [];

    /// <summary>The last read of an invoice outside of the rounds.</summary>
    private readonly Dictionary<string, int> seenAt = [];
    private int order;

    /// <summary>A read begins.</summary>
    public int NextOrder() => ++order;

    /// <summary>A withdrawal has read this invoice, beside the rounds.</summary>
    public void Saw(string invoiceId) => seenAt[invoiceId] = NextOrder();

    /// <summary>What a round read before a withdrawal did, and brings after it, is no longer true.</summary>
    public bool IsOvertaken(Command command) => command is Command.Observe { Order: { } begun } read
        && seenAt.TryGetValue(read.Invoice.InvoiceId, out var seen) && seen > begun;

    /// <summary>When the last round of any account began.</summary>
    public DateTimeOffset? StartedAt => byAccount.Values.Max(reading => reading.StartedAt);

    public InvoiceReading Of(string account)
    {
        if (!byAccount.TryGetValue(account, out var reading))
        {
            var lane = new Lane(WorkKind.ReadInvoices, account);
            byAccount[account] = reading = new InvoiceReading(lane, this, context);
        }

        return reading;
    }

    public IEnumerable<InvoiceReading> Of(PaymentIntent intent) => intent.Accounts.Select(Of);

    /// <summary>
    /// Until when a search may show what a call for this attempt left behind; the beginning of time where no call can
    /// have left anything.
    /// </summary>
    public DateTimeOffset StraysUntil(InvoiceAttempt attempt) => sendings.IsClean(attempt.AttemptId)
        ? DateTimeOffset.MinValue
        : LookUp.StraysUntil(attempt, sendings.Of(attempt.AttemptId).SentAt, context.Polling);

    /// <summary>
    /// The command that ends a round of reads. Each account of the order is read in rounds of its own; this puts the
    /// last one of each together. Null while an account has not finished one yet.
    /// </summary>
    public Command.FinishReading? Finish(PaymentIntent intent)
    {
        var rounds = Of(intent).Select(reading => reading.Finished).ToList();
        return rounds.Contains(null)
            ? null
            : new Command.FinishReading(
                rounds.Min(round => round!.Value.StartedAt), rounds.All(round => round!.Value.Succeeded),
                rounds.All(round => round!.Value.IsAnswered), context.Now);
    }
}
