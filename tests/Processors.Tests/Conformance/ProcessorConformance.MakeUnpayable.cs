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
    }

    [Fact]
    public async Task A_paid_invoice_can_no_longer_be_made_unpayable()
    {
        var paid = Statuses.First(known => known.Status is InvoiceStatus.Settled).Text;
        Answering(Ask.MakeUnpayable, Unpayable.Refusal);
        Answering(Ask.Read, new Answer.Says(200, InvoiceJson(Request, paid)));

        Assert.Equal(new Found(false), await MakeUnpayable());
    }
}
