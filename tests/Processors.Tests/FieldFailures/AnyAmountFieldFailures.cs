using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors.Tests.FieldFailures;

/// <summary>
/// At processors that keep what comes, too little, too much and too late, and that let a person mark an invoice as
/// paid.
/// </summary>
public abstract class AnyAmountFieldFailures : FieldFailures
{
    [Fact]
    public async Task Failure_08_late_money_becomes_final_though_the_invoice_is_never_settled()
    {
        var seen = await Read(new Seen(Life.PaidLate, "100.00"));
        var final = await Read(new Seen(Life.PaidLate, "100.00", IsFinal: true));

        Assert.All([seen, final], invoice => Assert.Equal(
            (InvoiceStatus.Expired, InvoiceQualifiers.PaidLate), (invoice.Status, invoice.Qualifiers)));
        Assert.Equal((false, true), (seen.IsPaymentConfirmed, final.IsPaymentConfirmed));
    }

    [Fact]
    public async Task Failure_09_a_part_and_then_too_much_too_late_shows_all_the_money_beside_late()
    {
        var invoice = await Read(new Seen(Life.PaidLate, "120.00"));

        Assert.True(invoice.Qualifiers.HasFlag(InvoiceQualifiers.PaidLate));
        Assert.Equal(120m, invoice.AmountPaid);
    }

    [Fact]
    public async Task Failure_10_what_an_exchange_kept_as_its_fee_does_not_make_the_payment_underpaid()
    {
        var invoice = await Read(new Seen(Life.Settled, "99.60", IsFinal: true));

        Assert.Equal((InvoiceStatus.Settled, InvoiceQualifiers.None), (invoice.Status, invoice.Qualifiers));
        Assert.Equal(99.60m, invoice.AmountPaid);
    }

    [Fact]
    public async Task Failure_13_money_in_a_failed_invoice_is_not_hidden()
    {
        var part = await Read(new Seen(Life.Invalid, "40.00"));
        var over = await Read(new Seen(Life.Invalid, "140.00"));

        Assert.Equal((40m, 140m), (part.AmountPaid, over.AmountPaid));
        Assert.NotEqual(InvoiceStatus.Settled, part.Status);
    }

    [Fact]
    public async Task Failure_16_an_invoice_that_was_marked_paid_shows_no_payment()
    {
        var invoice = await Read(new Seen(Life.Marked));

        Assert.Equal((InvoiceStatus.Settled, 0m, false),
            (invoice.Status, invoice.AmountPaid, invoice.IsPaymentConfirmed));
    }
}
