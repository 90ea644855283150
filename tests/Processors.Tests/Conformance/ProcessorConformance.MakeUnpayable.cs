using CryptoPay.Payments.Processors;
using Found = CryptoPay.Payments.Processors.ProcessorResult<bool>.Found;

namespace CryptoPay.Processors.Tests.Conformance;

public abstract partial class ProcessorConformance
{
    [Fact]
    public async Task An_open_invoice_is_made_unpayable()
    {
        Answering(Ask.MakeUnpayable, new Answer.Says(200, InvoiceJson(Request, Unpayable.Status)));

        Assert.Equal(new Found(true), await MakeUnpayable());
        Assert.Equal(1, CallsOf(Ask.MakeUnpayable));
    }

    [Fact]
    public async Task An_invoice_that_was_made_unpayable_reads_as_one_that_nobody_can_pay()
    {
        Answering(Ask.Read, new Answer.Says(200, InvoiceJson(Request, Unpayable.Status)));

        var invoice = Assert.IsType<ProcessorResult<Invoice>.Found>(await Read()).Value;

        Assert.Equal((InvoiceStatus.Invalid, InvoiceQualifiers.Manual, 0m),
            (invoice.Status, invoice.Qualifiers, invoice.AmountPaid));
    }

    [Fact]
    public async Task A_refused_withdrawal_is_no_withdrawal_whatever_the_invoice_is_then()
    {
        Answering(Ask.MakeUnpayable, Unpayable.Refusal);
        foreach (var (text, _, _) in Statuses.Where(known => known.Status is not InvoiceStatus.Unrecognized
            and not InvoiceStatus.Expired and not InvoiceStatus.Invalid))
        {
            Answering(Ask.Read, new Answer.Says(200, InvoiceJson(Request, text)));
            Assert.Equal((text, new Found(false)), (text, await MakeUnpayable()));
        }
    }

    [Fact]
    public async Task A_withdrawal_that_answers_with_another_invoice_is_nonsense()
    {
        Answering(Ask.MakeUnpayable, new Answer.Says(200, InvoiceJson(Request, Unpayable.Status)
            .Replace(InvoiceId, "another", StringComparison.Ordinal)));

        Assert.IsType<ProcessorResult<bool>.Nonsense>(await MakeUnpayable());
    }

    [Fact]
    public async Task Nothing_is_claimed_where_neither_the_withdrawal_nor_a_read_is_answered()
    {
        Answering(Ask.MakeUnpayable, new Answer.Lost());
        Assert.IsType<ProcessorResult<bool>.Unavailable>(await MakeUnpayable());
    }
}
