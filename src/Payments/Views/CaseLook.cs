using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Payments.Views;

/// <summary>What a case is to show, and when that changes by time alone.</summary>
public static class CaseLook
{
    public static CaseFacts FactsOf(PaymentIntent intent, DateTimeOffset now, PollingPolicy policy)
    {
        var row = CaseTable.RowOf(intent, now, policy, isBlind: intent.LastOpened?.NonsenseSince is not null);
        return new CaseFacts
        {
            CaseStatus = row.CaseStatus,
            Outcome = row.Outcome,
            ActionRequired = row.ActionRequired,
            AmountPaid = Sums.Rounded(intent, Sums.AmountPaid(intent)),
            AmountDue = Sums.Rounded(intent, Sums.AmountDue(intent)),
            AmountRefunded = Sums.Rounded(intent, Sums.AmountRefunded(intent)),
            Qualifiers = intent.Qualifiers,
        };
    }

    /// <summary>The next time at which it changes though nothing happens; null for none.</summary>
    /// <param name="shown">What it shows now.</param>
    public static DateTimeOffset? NextChangeAt(
        PaymentIntent intent, CaseFacts shown, DateTimeOffset now, PollingPolicy policy) =>
        ((DateTimeOffset?[])[Schedule.ShortWindowEndsAt(intent, policy), intent.LastOpened?.Invoice!.ExpiresAt])
            .Where(at => at > now && FactsOf(intent, at.Value, policy) != shown).Min();
}
