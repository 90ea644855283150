using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;
using Found = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Invoice>.Found;

namespace CryptoPay.Processors.Tests.FieldFailures;

public abstract partial class FieldFailures
{
    [Fact]
    public async Task Failure_04_the_expired_and_the_paid_invoice_of_one_order_are_told_apart()
    {
        var expired = InvoiceJson(Request, new Seen(Life.Expired));
        var paid = InvoiceJson(Request, new Seen(Life.Settled, "100.00", IsFinal: true))
            .Replace(InvoiceId, "the-second", StringComparison.Ordinal);

        var found = (await Find(expired, paid)).ToDictionary(invoice => invoice.InvoiceId);

        Assert.Equal((InvoiceStatus.Expired, 0m), (found[InvoiceId].Status, found[InvoiceId].AmountPaid));
        Assert.Equal((InvoiceStatus.Settled, 100m), (found["the-second"].Status, found["the-second"].AmountPaid));
    }

    [Fact]
    public async Task Failure_05_an_older_invoice_with_another_price_is_not_taken_for_the_new_one()
    {
        var older = Request with { Price = new Money(90m, "USD") };

        Assert.IsType<ProcessorResult<Invoice>.Nonsense>(await Create(InvoiceJson(older, new Seen(Life.Open))));
    }

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
    public async Task Failure_11_a_payment_that_was_replaced_is_gone_from_the_next_read()
    {
        var seen = await Read(new Seen(Life.Confirming, "100.00"));
        var replaced = await Read(new Seen(Life.Open));

        Assert.Equal((InvoiceStatus.Confirming, 100m), (seen.Status, seen.AmountPaid));
        Assert.Equal((InvoiceStatus.Open, 0m), (replaced.Status, replaced.AmountPaid));
    }

    [Fact]
    public async Task Failure_13_money_in_a_failed_invoice_is_not_hidden()
    {
        var part = await Read(new Seen(Life.Invalid, "40.00"));
        var over = await Read(new Seen(Life.Invalid, "140.00"));

        Assert.Equal((InvoiceStatus.Invalid, 40m), (part.Status, part.AmountPaid));
        Assert.Equal((InvoiceStatus.Invalid, 140m), (over.Status, over.AmountPaid));
    }

    [Fact]
    public async Task Failure_14_what_the_processor_calls_complete_is_settled_whatever_was_seen_before()
    {
        var open = await Read(new Seen(Life.Open));
        var complete = await Read(new Seen(Life.Settled, "100.00", IsFinal: true));

        Assert.Equal((InvoiceStatus.Open, InvoiceStatus.Settled), (open.Status, complete.Status));
        Assert.True(complete.IsPaymentConfirmed);
    }

    [Fact]
    public async Task Failure_16_an_invoice_that_was_marked_paid_shows_no_payment()
    {
        var invoice = await Read(new Seen(Life.Marked));

        Assert.Equal((InvoiceStatus.Settled, 0m, false),
            (invoice.Status, invoice.AmountPaid, invoice.IsPaymentConfirmed));
    }

    [Fact]
    public async Task Failure_18_a_revoked_key_is_a_fault_of_the_settings_and_the_next_key_works_at_once()
    {
        Rig.Server.Script = _ => RevokedKey;
        var refused = await Rig.Elapse(Rig.Processor.ReadInvoice(InvoiceId, Cancellation));
        Assert.True(Assert.IsType<ProcessorResult<Invoice>.Refused>(refused).IsOfSettings);

        Rig.Change("ApiKey", "the-next-key");

        Assert.Equal(InvoiceStatus.Open, (await Read(new Seen(Life.Open))).Status);
        Assert.EndsWith(" the-next-key", Rig.Server.Calls[^1].Authorization, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failure_19_an_amount_beyond_64_bits_is_exact_as_text_and_as_a_number()
    {
        const string amount = "79228162514264337593543950.33";
        var large = Request with { Price = new Money(decimal.Parse(amount), "USD") };
        var json = InvoiceJson(large, new Seen(Life.Open));
        Assert.Contains($"\"{amount}\"", json, StringComparison.Ordinal);

        foreach (var form in new[] { json, json.Replace($"\"{amount}\"", amount, StringComparison.Ordinal) })
        {
            Assert.Equal(large.Price, Assert.IsType<Found>(await Read(form)).Value.Price);
        }
    }
}
