using System.Collections.Immutable;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.Reconciling;

/// <summary>An order that a list and we do not agree on, or that it left open. Reads tell what is true.</summary>
/// <param name="Listed">IDs of the invoices that the list shows with this order.</param>
/// <param name="Unlisted">IDs of those that it should show and does not.</param>
/// <param name="IsUnreadable">It shows one more that cannot be read.</param>
public sealed record Suspect(
    OrderKey Order, ImmutableArray<string> Listed, ImmutableArray<string> Unlisted, bool IsUnreadable = false);

/// <summary>An invoice that a whole list has to show.</summary>
public sealed record ExpectedInvoice(OrderKey Order, string InvoiceId);

/// <summary>Compares a list with what is known of its orders.</summary>
public static class Suspects
{
    /// <param name="known">Every order that the list names and that there is, as it is known here.</param>
    /// <param name="expected">Empty where the list was not seen as a whole: then nothing is missing in it.</param>
    /// <param name="unreadable">Whose invoices the list could not show.</param>
    public static ImmutableArray<Suspect> Of(
        IReadOnlyDictionary<OrderKey, OrderSide> known, IReadOnlyCollection<ListedInvoice> theirs,
        IEnumerable<ExpectedInvoice> expected, IReadOnlySet<OrderKey> unreadable)
    {
        var shown = theirs.Select(invoice => invoice.InvoiceId).ToHashSet(StringComparer.Ordinal);
        var missing = expected.Where(one => !unreadable.Contains(one.Order) && !shown.Contains(one.InvoiceId))
            .ToLookup(one => one.Order, one => one.InvoiceId);
        var listed = theirs.ToLookup(invoice => invoice.Order);
        return
        [
            .. listed.Select(order => order.Key).Concat(missing.Select(order => order.Key)).Concat(unreadable)
                .Distinct().Where(IsSuspect).Select(order => new Suspect(
                    order, [.. listed[order].Select(invoice => invoice.InvoiceId).Distinct()], [.. missing[order]],
                    unreadable.Contains(order))),
        ];

        bool IsSuspect(OrderKey order) => unreadable.Contains(order) || missing.Contains(order)
            || !Comparison.Of(order, known.GetValueOrDefault(order), listed[order]).IsEmpty;
    }
}
