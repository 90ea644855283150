using System.Collections.Immutable;
using System.Globalization;
using CryptoPay.Payments.History;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Payments.Statements;

/// <summary>
/// What an order's money was at some point of its history, by the history alone: it tells when, which the state does
/// not. Where the two differ, because entries were folded, the state is right.
/// </summary>
internal sealed record MoneyBooks
{
    /// <summary>Of what came by no invoice.</summary>
    public const int NoAttempt = -1;

    private const string LateFact = $"{ReviewReasons.PaidLate}:";

    private readonly PaymentIntent intent;

    /// <summary>Of each attempt.</summary>
    private ImmutableArray<Money> OfAttempts { get; init; }

    private ImmutableSortedDictionary<string, decimal> OutByRefund { get; init; } =
        ImmutableSortedDictionary.Create<string, decimal>(StringComparer.Ordinal);

    /// <summary>Null while it is not settled.</summary>
    private StatementKind? SettledAs { get; init; }

    private bool IsCredited { get; init; }

    public MoneyBooks(PaymentIntent intent) => (this.intent, OfAttempts) =
        (intent, [.. intent.Attempts.Select(_ => default(Money))]);

    /// <summary>After one more entry.</summary>
    public MoneyBooks After(HistoryEntry entry)
    {
        var next = entry.Event switch
        {
            nameof(Event.InvoiceOpened) or nameof(Event.InvoiceObserved) => Of(
                entry.Data["invoiceId"], money => money with
                {
                    Paid = Amount(entry, "amountPaid"),
                    RefundedThere = Amount(entry, "amountRefunded"),
                    Coins = CoinsIn(entry),
                }),
            nameof(Event.RefundObserved) => this with
            {
                OutByRefund = OutByRefund.SetItem(entry.Data["refundId"], Amount(entry, "amountOut")),
            },
            nameof(Event.ReviewResolved) when Is(entry, ReviewOutcome.Returned) => Of(
                entry.Data["invoiceId"], money => money with { Returned = Amount(entry, "amount") }),
            nameof(Event.ReviewResolved) when Is(entry, ReviewOutcome.Credited) && SettledAs is null =>
                this with { IsCredited = true },
            _ => this,
        };
        return entry.Status == nameof(PaymentIntentStatus.Settled) && SettledAs is null
            ? next with
            {
                SettledAs = !next.IsCredited ? StatementKind.Settled
                : entry.Data.Any(IsLate) ? StatementKind.LateCredited : StatementKind.Credited
            }
            : next;
    }

    /// <summary>As the state has it.</summary>
    public MoneyBooks AsItIs() => this with
    {
        OfAttempts = [.. intent.Attempts.Select(attempt => new Money(
            attempt.Invoice?.AmountPaid ?? 0, attempt.Invoice?.AmountRefunded ?? 0, attempt.AmountReturned,
            attempt.Invoice is { } invoice ? KeptPayments.CoinsOf(invoice) : 0))],
        OutByRefund = intent.Refunds.ToImmutableSortedDictionary(
            refund => refund.RefundId, refund => refund.AmountOut, StringComparer.Ordinal),
        IsCredited = intent.IsCredited,
        SettledAs = intent.Status != PaymentIntentStatus.Settled ? null
            : SettledAs ?? (intent.IsCredited ? StatementKind.Credited : StatementKind.Settled),
    };

    /// <summary>
    /// How much is of which kind, by attempt; rounded so that all of them add up to the rounded sum.
    /// </summary>
    public IEnumerable<(int Attempt, StatementKind Kind, decimal Amount, decimal Coins)> Balances()
    {
        var (paid, paidBefore, outSum, outBefore) = (0m, 0m, 0m, 0m);
        var price = intent.Price.Amount;
        for (var i = 0; i < OfAttempts.Length; i++)
        {
            var money = OfAttempts[i];
            paid += money.Paid;
            outSum += OutOf(i);
            var (now, outNow) = (Sums.Rounded(intent, paid), Sums.Rounded(intent, outSum));
            var all = now - paidBefore;
            if (SettledAs is { } kind)
            {
                var counted = Math.Min(price, now) - Math.Min(price, paidBefore);
                var coins = all == counted || all == 0 ? money.Coins : Math.Round(money.Coins * counted / all, 8);
                yield return (i, kind, counted, coins);
                yield return (i, StatementKind.Excess, all - counted, money.Coins - coins);
            }
            else
            {
                yield return (i, StatementKind.Unsettled, all, money.Coins);
            }

            yield return (i, StatementKind.Refund, outBefore - outNow, 0);
            (paidBefore, outBefore) = (now, outNow);
        }

        if (IsCredited)
            yield return (NoAttempt, StatementKind.CreditedWithoutMoney, Math.Max(0, price - paidBefore), 0);
    }

    /// <summary>As <see cref="Sums"/> has it.</summary>
    private decimal OutOf(int attempt)
    {
        var (money, attemptId) = (OfAttempts[attempt], intent.Attempts[attempt].AttemptId);
        return Math.Max(
            Math.Max(money.RefundedThere, money.Returned),
            intent.Refunds.Where(refund => refund.AttemptId == attemptId)
                .Sum(refund => OutByRefund.GetValueOrDefault(refund.RefundId)));
    }

    private MoneyBooks Of(string invoiceId, Func<Money, Money> change) => this with
    {
        OfAttempts =
        [
            .. OfAttempts.Select((money, i) =>
                intent.Attempts[i].Invoice?.InvoiceId == invoiceId ? change(money) : money),
        ],
    };

    private static bool Is(HistoryEntry entry, ReviewOutcome outcome) =>
        entry.Data.GetValueOrDefault("outcome") == outcome.ToString();

    private static bool IsLate(KeyValuePair<string, string> pair) =>
        pair.Key.StartsWith("facts.", StringComparison.Ordinal)
        && pair.Value.StartsWith(LateFact, StringComparison.Ordinal);

    private static decimal Amount(HistoryEntry entry, string key) =>
        entry.Data.TryGetValue(key, out var text) ? decimal.Parse(text, CultureInfo.InvariantCulture) : 0;

    /// <summary>Whole coins of all payments that count.</summary>
    private static decimal CoinsIn(HistoryEntry entry) => entry.Data
        .Where(pair => pair.Key.StartsWith("payments.", StringComparison.Ordinal)
            && pair.Key.EndsWith(".value", StringComparison.Ordinal)
            && !entry.Data.ContainsKey($"{pair.Key[..^".value".Length]}.invalid"))
        .Sum(pair => decimal.Parse(pair.Value, CultureInfo.InvariantCulture));

    /// <summary>Of one attempt, not rounded.</summary>
    private readonly record struct Money(decimal Paid, decimal RefundedThere, decimal Returned, decimal Coins);
}
