using System.Collections.Immutable;

namespace CryptoPay.Payments.Statements;

/// <summary>Adds up lines by currency and kind, and keeps none of them.</summary>
public sealed class StatementSums
{
    private readonly SortedDictionary<(string Currency, StatementKind Kind), (int Count, decimal Amount)> sums = new(
        Comparer<(string Currency, StatementKind Kind)>.Create((one, other) =>
            string.CompareOrdinal(one.Currency, other.Currency) is not 0 and var order
                ? order
                : one.Kind.CompareTo(other.Kind)));

    /// <summary>By currency, then by kind; only what there are lines of.</summary>
    public ImmutableArray<StatementSum> All =>
    [
        .. sums.Select(sum => new StatementSum(sum.Key.Currency, sum.Key.Kind, sum.Value.Count, sum.Value.Amount)),
    ];

    public void Add(StatementLine line)
    {
        var of = (line.Asked.Currency, line.Kind);
        var (count, amount) = sums.GetValueOrDefault(of);
        sums[of] = (count + 1, amount + line.Amount);
    }
}

/// <param name="Count">Of lines.</param>
public sealed record StatementSum(string Currency, StatementKind Kind, int Count, decimal Amount);
