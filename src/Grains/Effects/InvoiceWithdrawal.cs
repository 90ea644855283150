using System.Collections.Immutable;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Grains.Effects;

/// <summary>
/// Makes an invoice that is owed so unpayable. It reads first, and marks only what that read showed unpaid: a real
/// server lets a payment that is not confirmed yet be declared worthless. Then it reads again, because neither the
/// mark's answer nor its refusal tells what the invoice is now.
/// </summary>
internal sealed class InvoiceWithdrawal(Lane lane, InvoiceReadings readings, EffectContext context)
    : AccountEffect(lane, context)
{
    public override async Task<ImmutableArray<Command>> Run(
        PaymentIntent intent, string id, CancellationToken cancellation)
    {
        var invoice = new InvoiceKey(Account, id);
        if (Context.Accounts.ProcessorOf(Account) is not { } processor)
        {
            Fail(intent, UnknownProcessor<bool>());
            return [];
        }

        var before = await processor.ReadInvoice(id, cancellation);
        if (before is not ProcessorResult<Invoice>.Found { Value: var first }) return Failed(before);
        if (IsClosed(first) || HasMoney(first)) return Ended(first, IsClosed(first));

        var marked = await processor.MakeUnpayable(id, cancellation);
        var after = await processor.ReadInvoice(id, cancellation);
        if (after is not ProcessorResult<Invoice>.Found { Value: var last }) return Failed(after);
        if (marked is ProcessorResult<bool>.Refused && last.Status == InvoiceStatus.Expired) return Ended(last, false);
        if (marked is not ProcessorResult<bool>.Found { Value: var isMarked }) return Failed(marked, Observed(last));

        // A mark that was taken and does not show yet is looked for again.
        var isOver = IsClosed(last) || (isMarked && last.Status == InvoiceStatus.Expired);
        return isOver || !isMarked || HasMoney(last)
            ? Ended(last, isOver && !HasMoney(last))
            : Failed(new ProcessorResult<bool>.Unavailable(EffectCodes.MarkNotShown), Observed(last));

        ImmutableArray<Command> Ended(Invoice shown, bool isDone)
        {
            Succeed();
            var ended = new Command.RecordUnpayable(invoice, isDone, Now);
            // What could not be withdrawn is looked at again at once: somebody may be paying it.
            return isDone || intent.Strays.Contains(invoice)
                ? [Observed(shown), ended]
                : [Observed(shown), ended, new Command.Wake(Now)];
        }

        ImmutableArray<Command> Failed<T>(ProcessorResult<T> ending, params ImmutableArray<Command> seen)
        {
            Fail(intent, ending);
            return seen;
        }

        Command Observed(Invoice shown)
        {
            readings.Saw(id);
            return new Command.Observe(Account, shown, Now);
        }
    }

    private static bool HasMoney(Invoice invoice) =>
        invoice.AmountPaid > 0 || invoice.Status is InvoiceStatus.Confirming or InvoiceStatus.Settled
        || invoice.Payments.Any(payment => !payment.IsInvalid);

    private static bool IsClosed(Invoice invoice) => invoice.Status == InvoiceStatus.Invalid && !HasMoney(invoice);
}
