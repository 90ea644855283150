using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Grains.PaymentIntents;

/// <summary>What an operator sees who only looks.</summary>
internal sealed partial class PaymentIntentGrain
{
    public Task<PaymentIntentSummary?> GetState() =>
        Task.FromResult(committed.Intent is { } intent ? SummaryOf(intent) : null);

    private PaymentIntentSummary SummaryOf(PaymentIntent intent)
    {
        var view = Answer().View!;
        return new PaymentIntentSummary
        {
            Order = intent.Order.ToString(),
            Status = view.Status,
            CaseStatus = view.CaseStatus,
            ActionRequired = view.ActionRequired,
            ErrorCode = view.ErrorCode,
            Reviews = [.. ReasonsOf(Reviews.Open(intent))],
            Account = intent.Account,
            Attempts =
            [
                .. intent.Attempts.Select(attempt =>
                    new AttemptSummary(attempt.Account, attempt.StartedAt, StateOf(attempt))),
            ],
            Owed =
            [
                .. OwedBy(intent).OrderBy(work => work.DueAt)
                    .Select(work => new OwedSummary(work.Lane.Kind.ToString(), work.Lane.At, work.DueAt)),
            ],
            Sinks =
            [
                .. SinkAnswerOf(Refusal.None).Views
                    .Select(sink => new SinkSummary(sink.Sink, sink.State, sink.DeliveredAt, sink.ParkedAt)),
            ],
            LastReadAt = readings.Of(intent).Max(reading => reading.Memory.LastReadAt),
            WatchdogAt = committed.NextDue,
            CreatedAt = intent.CreatedAt,
            ChangedAt = intent.ChangedAt,
            SettledAt = intent.SettledAt,
            ErasedAt = intent.ErasedAt,
            Revision = committed.Revision,
            IsAwake = isAwake,
        };
    }

    private static string StateOf(InvoiceAttempt attempt) =>
        attempt.Status?.ToString() ?? (attempt.RefusalCode == "" ? "not made" : "refused");
}
