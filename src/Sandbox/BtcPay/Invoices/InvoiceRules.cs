using System.Collections.Immutable;
using System.Diagnostics;
using CryptoPay.Sandbox.Orders;
using CryptoPay.Sandbox.Storage;

namespace CryptoPay.Sandbox.BtcPay.Invoices;

using Outcome = Outcome<BtcPayInvoice, InvoiceEvent>;

/// <summary>BTCPay's status rules as recorded from version 2.4.1: pure functions of an invoice and the time.</summary>
internal static class InvoiceRules
{
    public static ImmutableArray<InvoiceStatus> Markable(BtcPayInvoice invoice) => invoice switch
    {
        { Status: InvoiceStatus.Invalid } => [InvoiceStatus.Settled],
        { Status: InvoiceStatus.Settled, AdditionalStatus: AdditionalStatus.Marked } => [InvoiceStatus.Invalid],
        { Status: InvoiceStatus.Settled } => [],
        _ => [InvoiceStatus.Settled, InvoiceStatus.Invalid],
    };

    public static bool IsRefundable(BtcPayInvoice invoice) => invoice switch
    {
        { Status: InvoiceStatus.Settled or InvoiceStatus.Invalid } => true,
        { Status: InvoiceStatus.Expired } => invoice.AdditionalStatus
            is AdditionalStatus.PaidLate or AdditionalStatus.PaidOver or AdditionalStatus.PaidPartial,
        _ => false,
    };

    /// <summary>What follows from the payments and the time alone. A second time it changes nothing.</summary>
    public static Outcome Watch(BtcPayInvoice invoice, DateTimeOffset now)
    {
        if (invoice.IsUnwatched) return invoice;
        var events = ImmutableArray.CreateBuilder<InvoiceEvent>();
        invoice = invoice with { Payments = invoice.Payments.RemoveAll(payment => payment.GoneAt <= now) };
        // A double spend: the money is gone again, and nobody is told.
        if (invoice.Status == InvoiceStatus.Processing && !Accounting.IsPaid(invoice))
            invoice = invoice with { Status = InvoiceStatus.New };
        if (invoice.Status == InvoiceStatus.New && invoice.ExpiresAt <= now) invoice = Expire(invoice, events);
        invoice = Accounting.IsPaid(invoice) ? TakeFullPayment(invoice, events) : QualifyPartPayment(invoice);
        if (invoice.Status == InvoiceStatus.Processing) invoice = Finish(invoice, now, events);
        return new Outcome(invoice, events.ToImmutable());
    }

    /// <summary>Why the invoice cannot take the control; null where it can.</summary>
    public static string? RefusalOf(BtcPayInvoice invoice, OrderControl control) => control switch
    {
        BtcPayControl.Mark mark => Markable(invoice).Any(status => status.ToString() == mark.Status)
            ? null
            : $"must be one that an invoice can be marked with that is {invoice.Status}",
        BtcPayControl.Verdict verdict when !Enum.GetNames<InvoiceStatus>().Contains(verdict.Status)
            || !Enum.GetNames<AdditionalStatus>().Contains(verdict.AdditionalStatus) =>
            "and additionalStatus must be BTCPay's words",
        BtcPayControl.FeeBump bump when PaymentRules.Bumped(invoice, bump.PaymentId) is null =>
            "is of no unconfirmed payment",
        BtcPayControl.InvalidatePayment gone when PaymentRules.Invalidated(invoice, gone.PaymentId) is null =>
            "is of no payment that counts",
        _ => null,
    };

    /// <summary>Whoever calls lets time pass before and after.</summary>
    public static Outcome Apply(BtcPayInvoice invoice, OrderControl control, DateTimeOffset now) => control switch
    {
        OrderControl.Pay pay => PaymentRules.Pay(invoice, pay.Amount, now),
        OrderControl.Confirm confirm => PaymentRules.Confirm(invoice, confirm.Blocks),
        OrderControl.Expire => invoice with { ExpiresAt = now < invoice.ExpiresAt ? now : invoice.ExpiresAt },
        OrderControl.DoubleSpend => PaymentRules.DoubleSpend(invoice),
        BtcPayControl.FeeBump bump => PaymentRules.BumpFee(invoice, bump, now),
        BtcPayControl.InvalidatePayment { PaymentId: var paymentId } => PaymentRules.Invalidate(invoice, paymentId),
        BtcPayControl.Mark mark => Mark(invoice, Enum.Parse<InvoiceStatus>(mark.Status)),
        BtcPayControl.Verdict verdict => Judge(invoice, verdict),
        _ => throw new UnreachableException(control.GetType().Name),
    };

    /// <summary>Marks by hand; the caller has asked <see cref="Markable"/>.</summary>
    public static Outcome Mark(BtcPayInvoice invoice, InvoiceStatus status) => new(
        invoice with
        {
            Status = status,
            AdditionalStatus = AdditionalStatus.Marked,
            IsUnwatched = false,
            ClaimedPaid = null,
        },
        [status == InvoiceStatus.Settled ? new InvoiceEvent.Settled(true, false) : new InvoiceEvent.Invalid(true)]);

    private static Outcome Judge(BtcPayInvoice invoice, BtcPayControl.Verdict verdict) => invoice with
    {
        Status = Enum.Parse<InvoiceStatus>(verdict.Status),
        AdditionalStatus = Enum.Parse<AdditionalStatus>(verdict.AdditionalStatus),
        ClaimedPaid = verdict.PaidAmount,
        IsUnwatched = true,
    };

    private static BtcPayInvoice Expire(BtcPayInvoice invoice, ImmutableArray<InvoiceEvent>.Builder events)
    {
        var partiallyPaid = invoice.Counted.Any() && !Accounting.IsPaid(invoice);
        events.Add(new InvoiceEvent.Expired(partiallyPaid));
        if (partiallyPaid) events.Add(new InvoiceEvent.ExpiredPaidPartial());
        return invoice with { Status = InvoiceStatus.Expired };
    }

    private static BtcPayInvoice TakeFullPayment(BtcPayInvoice invoice, ImmutableArray<InvoiceEvent>.Builder events)
    {
        var overPaid = Accounting.IsOverpaid(invoice);
        switch (invoice.Status)
        {
            case InvoiceStatus.New:
                events.Add(new InvoiceEvent.Processing(overPaid));
                return invoice with { Status = InvoiceStatus.Processing, AdditionalStatus = Over(overPaid) };
            case InvoiceStatus.Processing:
                return invoice with { AdditionalStatus = Over(overPaid) };
            case InvoiceStatus.Expired when invoice.AdditionalStatus != AdditionalStatus.PaidLate:
                events.Add(new InvoiceEvent.PaidAfterExpiration());
                return invoice with { AdditionalStatus = AdditionalStatus.PaidLate };
            default:
                return invoice;
        }
    }

    private static BtcPayInvoice QualifyPartPayment(BtcPayInvoice invoice) =>
        invoice.Status is InvoiceStatus.New or InvoiceStatus.Expired
            ? invoice with
            {
                AdditionalStatus = invoice.Counted.Any() ? AdditionalStatus.PaidPartial : AdditionalStatus.None,
            }
            : invoice;

    private static BtcPayInvoice Finish(
        BtcPayInvoice invoice, DateTimeOffset now, ImmutableArray<InvoiceEvent>.Builder events)
    {
        if (Accounting.IsPaidFinally(invoice))
        {
            events.Add(new InvoiceEvent.Settled(false, Accounting.IsOverpaid(invoice)));
            return invoice with { Status = InvoiceStatus.Settled };
        }
        if (invoice.MonitoredUntil > now) return invoice;
        events.Add(new InvoiceEvent.Invalid(false));
        return invoice with { Status = InvoiceStatus.Invalid, AdditionalStatus = AdditionalStatus.None };
    }

    private static AdditionalStatus Over(bool overPaid) => overPaid ? AdditionalStatus.PaidOver : AdditionalStatus.None;
}
