using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Tests.BtcPay;
using CryptoPay.Processors.Tests.Signed;

namespace CryptoPay.Processors.Tests;

/// <summary>What is stored of a processor's words has a bound, whatever the processor's kind.</summary>
public sealed class AnswerSizesTests : IDisposable
{
    private readonly ProcessorRig rig = new(SignedDialect.Settings);

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public async Task An_ID_that_is_too_long_is_nonsense(int chars, bool isGood)
    {
        var id = new string('a', chars);
        var answer = await Read(id, Payment.Replace(SignedDialect.PaymentId, id, StringComparison.Ordinal));
        if (isGood)
        {
            Assert.IsType<ProcessorResult<Invoice>.Found>(answer);
        }
        else
        {
            Assert.Equal("The ID of the invoice or of a payment is too long, or holds NUL.",
                Assert.IsType<ProcessorResult<Invoice>.Nonsense>(answer).Reason);
        }
    }

    [Fact]
    public async Task A_status_that_is_a_novel_is_cut()
    {
        var novel = new string('n', 10_000);
        var answer = await Read(
            SignedDialect.PaymentId, Payment.Replace("\"pending\"", $"\"{novel}\"", StringComparison.Ordinal));
        Assert.Equal(novel[..100], Assert.IsType<ProcessorResult<Invoice>.Found>(answer).Value.StatusText);
    }

    [Fact]
    public async Task A_NUL_which_PostgreSQL_keeps_in_no_text_is_a_blank_in_a_status_and_nonsense_in_an_ID()
    {
        var status = await Read(
            SignedDialect.PaymentId, Payment.Replace("\"pending\"", "\"odd\\u0000word\"", StringComparison.Ordinal));
        Assert.Equal("odd word", Assert.IsType<ProcessorResult<Invoice>.Found>(status).Value.StatusText);

        var id = await Read(
            "a\0b", Payment.Replace(SignedDialect.PaymentId, "a\\u0000b", StringComparison.Ordinal));
        Assert.IsType<ProcessorResult<Invoice>.Nonsense>(id);
    }

    public void Dispose() => rig.Dispose();

    private static string Payment => SignedDialect.PaymentJson(BtcPayDialect.Request);

    private Task<ProcessorResult<Invoice>> Read(string id, string body)
    {
        rig.Server.Answers(new Answer.Says(200, body));
        return rig.Elapse(rig.Processor.ReadInvoice(id, TestContext.Current.CancellationToken));
    }
}
