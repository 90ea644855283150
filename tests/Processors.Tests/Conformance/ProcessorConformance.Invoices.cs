using System.Collections.Immutable;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;
using Found = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Invoice>.Found;
using Nonsense = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Invoice>.Nonsense;
using Refused = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Invoice>.Refused;
using Unavailable = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Invoice>.Unavailable;

namespace CryptoPay.Processors.Tests.Conformance;

public abstract partial class ProcessorConformance
{
    [Fact]
    public async Task A_create_answers_with_the_invoice_that_was_asked_for()
    {
        Answering(Ask.Create, new Answer.Says(200, InvoiceJson(Request)));
        Answering(Ask.Read, new Answer.Says(200, InvoiceJson(Request)));

        var invoice = Assert.IsType<Found>(await Create()).Value;

        Assert.Equal(InvoiceId, invoice.InvoiceId);
        Assert.Equal(Request.Order.Merchant, invoice.Merchant);
        Assert.Equal(Request.Order.OrderId, invoice.OrderId);
        Assert.Equal(Request.AttemptId, invoice.AttemptId);
        Assert.Equal(Request.Price, invoice.Price);
        Assert.Equal(InvoiceStatus.Open, invoice.Status);
        Assert.False(invoice.IsPaymentConfirmed);
        Assert.True(invoice.CreatedAt < invoice.ExpiresAt && invoice.ExpiresAt <= invoice.MonitoredUntil);
        Assert.Equal(1, CallsOf(Ask.Create));
    }

    [Fact]
    public async Task An_invoice_whose_create_lost_its_answer_is_found_by_its_order()
    {
        Answering(Ask.Create, new Answer.Lost());
        Answering(Ask.Find, new Answer.Says(200, InvoiceListJson(InvoiceJson(Request))));

        Assert.True(Assert.IsType<Unavailable>(await Create()).WasSent);
        var found = Assert.IsType<ProcessorResult<ImmutableArray<Invoice>>.Found>(await Find());

        var invoice = Assert.Single(found.Value);
        Assert.Equal(Request.AttemptId, invoice.AttemptId);
        Assert.Equal(Request.Price, invoice.Price);
    }

    [Fact]
    public async Task An_invoice_of_another_order_or_merchant_is_not_found()
    {
        Answering(Ask.Find, new Answer.Says(200, InvoiceListJson(
            InvoiceJson(Request with { Order = Request.Order with { Merchant = "another" } }),
            InvoiceJson(Request with { Order = Request.Order with { OrderId = "another" } }))));

        var found = Assert.IsType<ProcessorResult<ImmutableArray<Invoice>>.Found>(await Find());

        Assert.Empty(found.Value);
    }

    [Fact]
    public async Task Every_status_of_the_processor_has_its_meaning()
    {
        Assert.NotEmpty(Statuses);
        foreach (var (text, status, qualifiers) in Statuses)
        {
            Answering(Ask.Read, new Answer.Says(200, InvoiceJson(Request, text)));
            var invoice = Assert.IsType<Found>(await Read()).Value;
            Assert.Equal((text, status, qualifiers), (text, invoice.Status, invoice.Qualifiers));
        }
    }

    [Fact]
    public async Task A_verdict_stands_beside_the_money_that_the_processor_says_came()
    {
        Assert.NotEmpty(Verdicts);
        foreach (var (text, amountPaid) in Verdicts)
        {
            Answering(Ask.Read, new Answer.Says(200, InvoiceJson(Request, text)));
            var invoice = Assert.IsType<Found>(await Read()).Value;
            Assert.Equal((text, InvoiceStatus.Settled, amountPaid), (text, invoice.Status, invoice.AmountPaid));
        }
    }

    [Fact]
    public async Task An_untouched_invoice_asks_for_its_price_and_no_more()
    {
        Answering(Ask.Read, new Answer.Says(200, InvoiceJson(Request)));

        Assert.Equal(0m, Assert.IsType<Found>(await Read()).Value.AmountOnTop);
    }

    [Fact]
    public async Task An_unknown_status_is_unrecognized_and_keeps_its_text()
    {
        Answering(Ask.Read, new Answer.Says(200, InvoiceJson(Request, UnknownStatus)));

        var invoice = Assert.IsType<Found>(await Read()).Value;

        Assert.Equal((InvoiceStatus.Unrecognized, InvoiceQualifiers.None), (invoice.Status, invoice.Qualifiers));
        Assert.Contains(UnknownStatus, invoice.StatusText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_create_that_answers_with_another_invoice_is_nonsense()
    {
        InvoiceRequest[] others =
        [
            Request with { Order = new(Request.Order.Merchant, "another") },
            Request with { Order = new("another", Request.Order.OrderId) },
            Request with { AttemptId = "another" },
            Request with { Price = new Money(10.51m, "USD") },
            Request with { Price = new Money(10.50m, "EUR") },
        ];
        foreach (var other in others)
        {
            Answering(Ask.Create, new Answer.Says(200, InvoiceJson(other)));
            Assert.IsType<Nonsense>(await Create());
        }
    }

    [Fact]
    public async Task A_read_that_answers_with_another_invoice_is_nonsense()
    {
        Answering(Ask.Read, new Answer.Says(
            200, InvoiceJson(Request).Replace(InvoiceId, "another", StringComparison.Ordinal)));

        Assert.IsType<Nonsense>(await Read());
    }

    [Fact]
    public async Task An_amount_beyond_64_bits_stays_exact()
    {
        var large = Request with { Price = new Money(79228162514264337593543950.33m, "USD") };
        Answering(Ask.Create, new Answer.Says(200, InvoiceJson(large)));
        Answering(Ask.Read, new Answer.Says(200, InvoiceJson(large)));

        Assert.Equal(large.Price, Assert.IsType<Found>(await Create(large)).Value.Price);
        Assert.Contains("79228162514264337593543950.33", Rig.Server.Calls[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_invoice_is_refused()
    {
        Answering(Ask.Read, UnknownInvoice);

        Assert.IsType<Refused>(await Read());
    }

    [Fact]
    public async Task A_request_that_can_never_work_is_refused_and_blames_no_settings() =>
        Assert.Equal(new Refused(InvalidRequest.Code), await Create(InvalidRequest.Answer));
}
