using System.Collections.Immutable;
using System.Diagnostics;
using CryptoPay.Sandbox.Coins;
using CryptoPay.Sandbox.Orders;

namespace CryptoPay.Sandbox.BtcPay.Invoices;

/// <summary>BTCPay's status rules as recorded from version 2.4.1: pure functions of an invoice and the time.</summary>
internal static class InvoiceRules
{
    public static int ConfirmationsNeeded(SpeedPolicy policy) => policy switch
    {
        SpeedPolicy.HighSpeed => 0,
        SpeedPolicy.MediumSpeed => 1,
        SpeedPolicy.LowMediumSpeed => 2,
        _ => 6,
    };

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
        var events = ImmutableArray.CreateBuilder<InvoiceEvent>();
        // A double spend: the money is gone again, and nobody is told.
        if (invoice.Status == InvoiceStatus.Processing && !Accounting.IsPaid(invoice))
        {
            invoice = invoice with { Status = InvoiceStatus.New };
        }
        if (invoice.Status == InvoiceStatus.New && invoice.ExpiresAt <= now)
        {
            invoice = Expire(invoice, events);
        }
        invoice = Accounting.IsPaid(invoice) ? TakeFullPayment(invoice, events) : QualifyPartPayment(invoice);
        if (invoice.Status == InvoiceStatus.Processing)
        {
            invoice = Finish(invoice, now, events);
        }
        return new Outcome(invoice, events.ToImmutable());
    }

    public static Outcome Apply(BtcPayInvoice invoice, OrderControl control, DateTimeOffset now) =>
        Watched(invoice, now, watched => control switch
        {
            OrderControl.Pay pay => Pay(watched, pay.Amount, now),
            OrderControl.Confirm confirm => Confirm(watched, confirm.Blocks),
            OrderControl.Expire => new Outcome(
                watched with { ExpiresAt = now < watched.ExpiresAt ? now : watched.ExpiresAt }, []),
            OrderControl.DoubleSpend => new Outcome(
                watched with { Payments = watched.Payments.RemoveAll(payment => payment.Confirmations == 0) }, []),
            _ => throw new UnreachableException(control.GetType().Name),
        });

    /// <summary>Marks by hand; the caller has asked <see cref="Markable"/>.</summary>
    public static Outcome Mark(BtcPayInvoice invoice, InvoiceStatus status) => new(
        invoice with { Status = status, AdditionalStatus = AdditionalStatus.Marked },
        [status == InvoiceStatus.Settled ? new InvoiceEvent.Settled(true, false) : new InvoiceEvent.Invalid(true)]);

    private static Outcome Watched(BtcPayInvoice invoice, DateTimeOffset now, Func<BtcPayInvoice, Outcome> change)
    {
        var before = Watch(invoice, now);
        var changed = change(before.Invoice);
        var after = Watch(changed.Invoice, now);
        return new Outcome(after.Invoice, [.. before.Events, .. changed.Events, .. after.Events]);
    }

    private static BtcPayInvoice Expire(BtcPayInvoice invoice, ImmutableArray<InvoiceEvent>.Builder events)
    {
        var partiallyPaid = !invoice.Payments.IsEmpty && !Accounting.IsPaid(invoice);
        events.Add(new InvoiceEvent.Expired(partiallyPaid));
        if (partiallyPaid)
        {
            events.Add(new InvoiceEvent.ExpiredPaidPartial());
        }
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
                AdditionalStatus = invoice.Payments.IsEmpty ? AdditionalStatus.None : AdditionalStatus.PaidPartial,
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
        if (invoice.MonitoredUntil > now)
        {
            return invoice;
        }
        events.Add(new InvoiceEvent.Invalid(false));
        return invoice with { Status = InvoiceStatus.Invalid, AdditionalStatus = AdditionalStatus.None };
    }

    private static Outcome Pay(BtcPayInvoice invoice, decimal? amount, DateTimeOffset now)
    {
        if (invoice.Methods.IsEmpty)
        {
            return new Outcome(invoice, []);
        }
        var method = invoice.Methods[0];
        var due = Accounting.Of(invoice, method).Due;
        var coins = amount is { } price ? Coin.RoundUp(price / method.Rate) : due;
        if (coins <= 0)
        {
            return new Outcome(invoice, []);
        }
        var isSettled = ConfirmationsNeeded(invoice.Checkout.SpeedPolicy) == 0;
        var payment = new Payment(Coin.NewTransactionHash() + "-0", method.Id, coins, now, 0, isSettled);
        var received = new InvoiceEvent.PaymentReceived(payment, IsOver(invoice));
        return new Outcome(
            invoice with { Payments = invoice.Payments.Add(payment) },
            // As recorded: what needs no confirmation is told as settled before it is told as received.
            isSettled ? [new InvoiceEvent.PaymentSettled(payment, IsOver(invoice)), received] : [received]);
    }

    private static Outcome Confirm(BtcPayInvoice invoice, int blocks)
    {
        var needed = ConfirmationsNeeded(invoice.Checkout.SpeedPolicy);
        ImmutableArray<Payment> mined =
        [
            .. invoice.Payments.Select(payment => payment with
            {
                Confirmations = payment.Confirmations + blocks,
                IsSettled = payment.Confirmations + blocks >= needed,
            }),
        ];
        var settled = mined.Where((payment, i) => payment.IsSettled && !invoice.Payments[i].IsSettled);
        return new Outcome(
            invoice with { Payments = mined },
            [.. settled.Select(payment => new InvoiceEvent.PaymentSettled(payment, IsOver(invoice)))]);
    }

    private static AdditionalStatus Over(bool overPaid) => overPaid ? AdditionalStatus.PaidOver : AdditionalStatus.None;

    // What BTCPay calls "after expiration" is true of an Invalid invoice too, however young.
    private static bool IsOver(BtcPayInvoice invoice) =>
        invoice.Status is InvoiceStatus.Expired or InvoiceStatus.Invalid;
}
