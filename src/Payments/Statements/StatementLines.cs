using System.Collections.Immutable;
using CryptoPay.Payments.History;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Payments.Statements;

/// <summary>
/// What an order's money did in a span of time. Whatever spans a life is cut into, the lines of all of them add up to
/// what <see cref="Sums"/> says of the order: each kind of money that came to <see cref="Sums.AmountPaid"/>, refunds to
/// <see cref="Sums.AmountRefunded"/>, both rounded to the currency's decimals.
/// </summary>
public static class StatementLines
{
    /// <summary>
    /// Entries of a history that may change its money, beside those that stand for folded ones. Storages index the
    /// times of these, so the names belong to their schemas too.
    /// </summary>
    public static readonly ImmutableArray<string> Events =
    [
        nameof(Event.InvoiceOpened), nameof(Event.InvoiceObserved), nameof(Event.VerdictDoubtEnded),
        nameof(Event.RefundObserved), nameof(Event.RefundRefused), nameof(Event.RefundSaidNotMade),
        nameof(Event.ReviewResolved),
    ];

    /// <summary>
    /// By time. Money that comes and settles within the span is one line, and that it was not settled at first none.
    /// </summary>
    /// <param name="to">Not in it any more.</param>
    public static ImmutableArray<StatementLine> Of(
        PaymentIntent intent, ImmutableArray<HistoryEntry> history, DateTimeOffset from, DateTimeOffset to)
    {
        var lines = ImmutableArray.CreateBuilder<StatementLine>();
        var unsettled = new SortedDictionary<int, StatementLine>();
        var books = new MoneyBooks(intent);
        foreach (var entry in history)
        {
            var next = books.After(entry);
            Add(next, entry);
            books = next;
        }

        // What folded entries said is known by its end alone.
        if (history.LastOrDefault(MayMoveMoney) is { } last) Add(books.AsItIs(), last);
        return [.. lines.Concat(unsettled.Values.Where(line => line is not { Amount: 0, CryptoAmount: null or 0 }))
            .OrderBy(line => line.At)];

        void Add(MoneyBooks next, HistoryEntry entry)
        {
            if (ReferenceEquals(next, books) || entry.At < from || entry.At >= to) return;
            foreach (var (attempt, kind, amount, coins) in Changes(books, next))
            {
                var line = Line(intent, entry, attempt, kind, amount, coins);
                if (kind != StatementKind.Unsettled) lines.Add(line);
                else unsettled[attempt] = unsettled.TryGetValue(attempt, out var before) ? Sum(before, line) : line;
            }
        }
    }

    private static bool MayMoveMoney(HistoryEntry entry) =>
        Events.Contains(entry.Event) || entry.Data.ContainsKey("folded");

    private static IEnumerable<(int Attempt, StatementKind Kind, decimal Amount, decimal Coins)> Changes(
        MoneyBooks before, MoneyBooks after) => before.Balances()
        .Select(balance => balance with { Amount = -balance.Amount, Coins = -balance.Coins }).Concat(after.Balances())
        .GroupBy(balance => (balance.Attempt, balance.Kind))
        .Select(change => (
            change.Key.Attempt, change.Key.Kind, change.Sum(each => each.Amount), change.Sum(each => each.Coins)))
        .Where(change => change is not (_, _, 0, 0));

    private static StatementLine Line(
        PaymentIntent intent, HistoryEntry entry, int attempt, StatementKind kind, decimal amount, decimal coins)
    {
        var by = attempt == MoneyBooks.NoAttempt ? null : intent.Attempts[attempt];
        return new StatementLine(
            entry.At, kind, intent.OrderId, by?.Account ?? "", by?.Invoice?.InvoiceId ?? "",
            kind == StatementKind.Refund && entry.Event == nameof(Event.RefundObserved) ? entry.Data["refundId"] : "",
            intent.Price, amount, intent.CryptoCode, coins == 0 ? null : coins);
    }

    private static StatementLine Sum(StatementLine one, StatementLine other) => other with
    {
        Amount = one.Amount + other.Amount,
        CryptoAmount = (one.CryptoAmount ?? 0) + (other.CryptoAmount ?? 0) is not 0 and var coins ? coins : null,
    };
}
