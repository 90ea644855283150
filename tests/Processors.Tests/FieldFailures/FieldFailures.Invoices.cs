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
    public async Task Failure_11_a_payment_that_was_replaced_no_longer_counts_after_the_next_read()
    {
        var seen = await Read(new Seen(Life.Confirming, "100.00"));
        var replaced = await Read(Replaced);

        Assert.Equal((InvoiceStatus.Confirming, 100m), (seen.Status, seen.AmountPaid));
        // What an invalid invoice lists counts for nothing.
        Assert.True(replaced is { Status: InvoiceStatus.Open or InvoiceStatus.Expired, AmountPaid: 0 }
            or { Status: InvoiceStatus.Invalid });
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
    public async Task Failure_18_a_revoked_key_is_a_fault_of_the_settings_and_the_next_key_works_at_once()
    {
        Rig.Server.Script = _ => RevokedKey;
        var refused = await Rig.Elapse(Rig.Processor.ReadInvoice(InvoiceId, Cancellation));
        Assert.True(Assert.IsType<ProcessorResult<Invoice>.Refused>(refused).IsOfSettings);

        Rig.Change(KeySetting, "the-next-key");

        Assert.Equal(InvoiceStatus.Open, (await Read(new Seen(Life.Open))).Status);
        Assert.Equal("the-next-key", KeyOf(Rig.Server.Calls[^1]));
    }

    [Fact]
    public async Task Failure_19_an_amount_beyond_64_bits_is_exact_as_text_and_as_a_number()
    {
        const string amount = "79228162514264337593543950.33";
        var large = Request with { Price = new Money(decimal.Parse(amount), "USD") };
        var asNumber = InvoiceJson(large, new Seen(Life.Open))
            .Replace($"\"{amount}\"", amount, StringComparison.Ordinal);
        var asText = asNumber.Replace(amount, $"\"{amount}\"", StringComparison.Ordinal);

        Assert.NotEqual(asNumber, asText);
        Assert.Equal(large.Price, Assert.IsType<Found>(await Read(asNumber)).Value.Price);
        Assert.Equal(large.Price, Assert.IsType<Found>(await Read(asText)).Value.Price);
    }
}
