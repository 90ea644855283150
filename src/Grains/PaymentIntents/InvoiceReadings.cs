using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Grains.PaymentIntents;

/// <summary>The readings of an intent, one for each account that has an attempt of it.</summary>
internal sealed class InvoiceReadings(Sendings sendings, EffectSetting setting)
{
    private readonly Dictionary<string, InvoiceReading> byAccount = [];

    /// <summary>When an invoice was last read outside of the rounds.</summary>
    private readonly Dictionary<string, DateTimeOffset> seenAt = [];

    public void Saw(string invoiceId) => seenAt[invoiceId] = setting.Now;

    /// <summary>A read that began at this time is older than what is known.</summary>
    public bool WasSeenSince(string invoiceId, DateTimeOffset startedAt) =>
        seenAt.TryGetValue(invoiceId, out var at) && at > startedAt;

    /// <summary>When the last round of any account began.</summary>
    public DateTimeOffset? StartedAt => byAccount.Values.Max(reading => reading.StartedAt);

    public InvoiceReading Of(string account)
    {
        if (!byAccount.TryGetValue(account, out var reading))
        {
            var lane = new Lane(WorkKind.ReadInvoices, account);
            byAccount[account] = reading = new InvoiceReading(lane, this, setting);
        }

        return reading;
    }

    public IEnumerable<InvoiceReading> Of(PaymentIntent intent) =>
        intent.Attempts.Select(attempt => attempt.Processor).Distinct().Select(Of);

    /// <summary>
    /// Until when a search may show what a call for this attempt left behind; the beginning of time where no call can
    /// have left anything.
    /// </summary>
    public DateTimeOffset StraysUntil(InvoiceAttempt attempt) => sendings.IsClean(attempt.AttemptId)
        ? DateTimeOffset.MinValue
        : LookUp.StraysUntil(attempt, sendings.Of(attempt.AttemptId).SentAt, setting.Polling);

    /// <summary>What the last rounds of all accounts say together; null until each has finished one.</summary>
    public Command.FinishReading? Finish(PaymentIntent intent)
    {
        var rounds = Of(intent).Select(reading => reading.Finished).ToList();
        return rounds.Contains(null)
            ? null
            : new Command.FinishReading(
                rounds.Min(round => round!.Value.StartedAt), rounds.All(round => round!.Value.Succeeded),
                rounds.All(round => round!.Value.IsAnswered), setting.Now);
    }
}
