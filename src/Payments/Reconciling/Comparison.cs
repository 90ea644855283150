using System.Collections.Immutable;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.Reconciling;

/// <summary>Compares an order's invoices at one processor account with what the processor says of them.</summary>
public static class Comparison
{
    /// <param name="ours">Null where there is no such order.</param>
    /// <param name="theirs">Those that carry the order. One that stands there twice counts as it stands last.</param>
    /// <returns>At most one for each invoice. Of invoices that are not there it says nothing.</returns>
    public static ImmutableArray<Difference> Of(OrderKey order, OrderSide? ours, IEnumerable<ListedInvoice> theirs)
    {
        var listed = theirs.GroupBy(invoice => invoice.InvoiceId).Select(same => same.Last())
            .OrderBy(invoice => invoice.CreatedAt).ThenBy(invoice => invoice.InvoiceId, StringComparer.Ordinal).ToList();
        var known = (ours?.Invoices ?? []).ToDictionary(invoice => invoice.InvoiceId, invoice => invoice.Side);
        var differences = ImmutableArray.CreateBuilder<Difference>();
        // One that the list shows counts as it shows it: what we know of it may be old.
        var liveCount = listed.Count(invoice => known.ContainsKey(invoice.InvoiceId) && InvoiceSide.Of(invoice).IsLive)
            + known.Count(mine => listed.TrueForAll(invoice => invoice.InvoiceId != mine.Key) && mine.Value.IsLive);
        foreach (var invoice in listed)
        {
            var there = InvoiceSide.Of(invoice);
            var here = known.GetValueOrDefault(invoice.InvoiceId);
            DifferenceKind? kind = here is not null ? KindOf(ours!, here, there)
                : there.IsLive && liveCount++ > 0 ? DifferenceKind.Twin
                // The order has seen to it, and asks for a review where there is money.
                : ours?.Strays.Contains(invoice.InvoiceId) == true ? null
                : DifferenceKind.MissingHere;
            if (kind is { } found)
                differences.Add(new Difference(found, order, invoice.InvoiceId, here, there));
        }

        return differences.ToImmutable();
    }

    private static DifferenceKind? KindOf(OrderSide ours, InvoiceSide here, InvoiceSide there)
    {
        if (here.Price != there.Price) return DifferenceKind.OtherAmount;
        var isClosed = ours.IsClosed || here.Status is InvoiceStatus.Expired or InvoiceStatus.Invalid;
        if (isClosed && there.AmountPaid > here.AmountPaid) return DifferenceKind.MoneyOnClosed;
        if (here.Status != there.Status) return DifferenceKind.OtherState;
        return (here.AmountPaid, here.AmountRefunded) == (there.AmountPaid, there.AmountRefunded)
            ? null
            : DifferenceKind.OtherPaid;
    }
}
