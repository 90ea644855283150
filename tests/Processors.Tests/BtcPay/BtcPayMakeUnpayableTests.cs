using CryptoPay.Payments.Processors;
using Found = CryptoPay.Payments.Processors.ProcessorResult<bool>.Found;
using Unavailable = CryptoPay.Payments.Processors.ProcessorResult<bool>.Unavailable;

namespace CryptoPay.Processors.Tests.BtcPay;

public sealed class BtcPayMakeUnpayableTests : IDisposable
{
    private static readonly Recording Marked = Recording.Of("marked-invalid");
    private static readonly Recording Settled = Recording.Of("settled-medium-speed");
    private static readonly Answer Refusal = Settled.AnswerTo("mark a settled invoice as Settled again");
    private readonly ProcessorRig rig = new(BtcPayDialect.Settings);

    [Fact]
    public async Task A_mark_is_done_though_its_answer_shows_the_invoice_as_it_was_before()
    {
        var recorded = Marked.Call("mark invalid");
        Assert.Contains("\"status\":\"New\"", recorded.Body, StringComparison.Ordinal);

        var id = recorded.PathAndQuery.Split('/')[^2];

        Assert.Equal(new Found(true), await MakeUnpayable(id, recorded.Answer));

        var sent = Assert.Single(rig.Server.Calls);
        Assert.Equal(HttpMethod.Post, sent.Method);
        Assert.Equal($"{BtcPayDialect.StorePath}/invoices/{id}/status", sent.PathAndQuery);
        Assert.Equal("""{"status":"Invalid"}""", sent.Body);
    }

    [Fact]
    public async Task A_settled_invoice_can_no_longer_be_made_unpayable() =>
        Assert.Equal(new Found(false), await MakeUnpayable(Refusal, Settled.AnswerTo("get invoice (Settled)")));

    [Fact]
    public async Task An_invoice_that_is_invalid_already_is_unpayable()
    {
        var invalid = Marked.Call("get invoice (Invalid, Marked)");
        var id = invalid.PathAndQuery.Split('/')[^1];

        Assert.Equal(new Found(true), await MakeUnpayable(id, Refusal, invalid.Answer));
    }

    [Fact]
    public async Task Nothing_is_claimed_where_the_read_after_a_refusal_fails() => Assert.IsType<Unavailable>(
        await MakeUnpayable(Refusal, new Answer.Says(503, "", "60")));

    public void Dispose() => rig.Dispose();

    private Task<ProcessorResult<bool>> MakeUnpayable(params Answer[] answers) =>
        MakeUnpayable(BtcPayDialect.InvoiceId, answers);

    private Task<ProcessorResult<bool>> MakeUnpayable(string invoiceId, params Answer[] answers)
    {
        rig.Server.Answers(answers);
        return rig.Elapse(rig.Processor.MakeUnpayable(invoiceId, TestContext.Current.CancellationToken));
    }
}
