using System.Collections.Immutable;
using CryptoPay.Payments;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Reconciling;

namespace CryptoPay.Grains.Reconciling;

/// <summary>
/// A part of a run's window, small enough that both sides of it are in memory at once, and that to begin it again costs
/// little.
/// </summary>
/// <param name="Carried">Next invoices of its orders, and of those before, that are made in slices to come.</param>
internal sealed record Slice(
    TheirList Theirs, int OrderCount, ImmutableArray<Suspect> Suspects, ImmutableArray<CarriedInvoice> Carried)
{
    public static readonly TimeSpan Length = TimeSpan.FromHours(6);

    /// <summary>What is beyond is read at once, one by one.</summary>
    private const int CarriedMax = 2_000;

    public static async Task<Slice> Of(
        ListingWindow window, ImmutableArray<CarriedInvoice> carried, AccountCalls calls, OurOrders orders,
        Func<OrderKey, bool> isOurs, CancellationToken cancellation)
    {
        var theirs = await TheirList.Of(calls, window, isOurs, cancellation);
        var known = new Dictionary<OrderKey, OrderSide>();
        var unreadable = theirs.Unreadable.ToHashSet();
        var expected = carried.Where(one => one.CreatedAt < window.To)
            .Select(one => new ExpectedInvoice(one.Order, one.InvoiceId)).ToList();
        var later = carried.Where(one => one.CreatedAt >= window.To).ToList();
        var count = 0;
        await foreach (var (order, side) in orders.MadeIn(window, calls.Account, () => calls.Pause(cancellation)))
        {
            count++;
            if (side is null && isOurs(order)) unreadable.Add(order);
            if (side is null or { Invoices: [] }) continue;
            known[order] = side;
            foreach (var invoice in side.Invoices)
            {
                if (invoice.CreatedAt >= window.To && later.Count < CarriedMax)
                    later.Add(new CarriedInvoice(order, invoice.InvoiceId, invoice.CreatedAt));
                else
                    expected.Add(new ExpectedInvoice(order, invoice.InvoiceId));
            }
        }

        // Of orders that were made before, or know of no invoice here.
        foreach (var order in theirs.Invoices.Select(invoice => invoice.Order).Distinct())
        {
            if (known.ContainsKey(order)) continue;
            cancellation.ThrowIfCancellationRequested();
            var (exists, side) = await orders.Find(order, calls.Account);
            if (side is not null) known[order] = side;
            else if (exists) unreadable.Add(order);
        }

        return new Slice(
            theirs, count,
            Payments.Reconciling.Suspects.Of(known, theirs.Invoices, theirs.IsWhole ? expected : [], unreadable),
            [.. later]);
    }
}
