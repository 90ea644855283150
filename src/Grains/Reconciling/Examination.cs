using System.Collections.Immutable;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Reconciling;

namespace CryptoPay.Grains.Reconciling;

/// <summary>
/// Finds out what is true of an order that a list raised a doubt about. The list is old by then, so each invoice is
/// read again. Where that bears the doubt out the order reads too, as it does after a webhook, and decides by itself;
/// what is the same afterwards was repaired. Nothing else changes an order here.
/// </summary>
internal sealed class Examination(AccountCalls calls, OurOrders orders, IGrainFactory grains, string who)
{
    private static readonly TimeSpan ReadPatience = TimeSpan.FromSeconds(10);

    public async Task<ImmutableArray<Difference>> Of(Suspect suspect, CancellationToken cancellation)
    {
        var before = await Look(suspect, cancellation);
        if (before.IsEmpty || !(await orders.Find(suspect.Order, calls.Account)).Exists) return before;
        try
        {
            await grains.GetOrder(suspect.Order).ReadNow(who, ReadPatience).WaitAsync(cancellation);
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            // Its silo is gone, or its row cannot be read: then it stands as it was.
            return before;
        }

        var after = await Look(suspect, cancellation);
        return
        [
            .. after,
            .. before.Where(one => after.All(other => other.InvoiceId != one.InvoiceId))
                .Select(one => one with { IsRepaired = true }),
        ];
    }

    private async Task<ImmutableArray<Difference>> Look(Suspect suspect, CancellationToken cancellation)
    {
        var (exists, side) = await orders.Find(suspect.Order, calls.Account);
        if (exists && side is null) return [Unreadable(suspect.Order, "", null)];
        var differences = ImmutableArray.CreateBuilder<Difference>();
        var theirs = new List<ListedInvoice>();
        foreach (var invoiceId in suspect.Listed.Union(suspect.Unlisted))
        {
            var here = side?.Invoices.FirstOrDefault(invoice => invoice.InvoiceId == invoiceId)?.Side;
            var answer = await calls.Read(invoiceId, cancellation);
            if (answer is ProcessorResult<Invoice>.Found { Value: var invoice }) theirs.Add(ListedInvoice.Of(invoice));
            else if (!await IsGone(suspect.Order, invoiceId, answer, cancellation))
                differences.Add(Unreadable(suspect.Order, invoiceId, here));
            else if (here is not null)
                differences.Add(new Difference(DifferenceKind.MissingThere, suspect.Order, invoiceId, here, null));
        }

        if (suspect.IsUnreadable) differences.Add(Unreadable(suspect.Order, "", null));
        return [.. Comparison.Of(suspect.Order, side, theirs), .. differences];
    }

    /// <summary>
    /// Processors refuse what is not there in as many ways as what a key may not see. A search with the same key that
    /// is answered, and does not show it either, tells them apart.
    /// </summary>
    private async Task<bool> IsGone(
        OrderKey order, string invoiceId, ProcessorResult<Invoice> answer, CancellationToken cancellation) =>
        answer is ProcessorResult<Invoice>.Refused
        && await calls.Find(order, cancellation) is ProcessorResult<ImmutableArray<Invoice>>.Found { Value: var found }
        && found.All(invoice => invoice.InvoiceId != invoiceId);

    private static Difference Unreadable(OrderKey order, string invoiceId, InvoiceSide? here) =>
        new(DifferenceKind.Unreadable, order, invoiceId, here, null);
}
