using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using CryptoPay.Payments.Processors;
using Found = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Refund>.Found;
using Nonsense = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Refund>.Nonsense;
using Refused = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Refund>.Refused;
using Unavailable = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Refund>.Unavailable;

namespace CryptoPay.Processors.Tests.BitPay;

public sealed class BitPayRefundTests : IDisposable
{
    private static readonly RefundRequest Request = BitPayDialect.RefundRequest;
    private readonly ProcessorRig rig = new(BitPayDialect.Settings);

    [Fact]
    public async Task A_refund_is_asked_for_with_its_body_signed_behind_the_URL()
    {
        await Create(Invoice("complete"), Refund());

        var call = rig.Server.Calls[1];
        Assert.Equal("/refunds", call.PathAndQuery);
        Assert.Equal(
            $$"""{"token":"{{BitPayDialect.MerchantToken}}","guid":"{{Request.Key}}","""
            + $"\"invoiceId\":\"{Request.InvoiceId}\","
            + "\"amount\":7.10,\"currency\":\"USD\",\"preview\":false,\"immediate\":false,\"buyerPaysRefundFee\":false,"
            + "\"reference\":\"refund-\\u00FC-1\"}",
            call.Body);
        Assert.True(IsSigned(call, $"https://test.bitpay.com/refunds{call.Body}"));
        Assert.False(IsSigned(call, "https://test.bitpay.com/refunds"));
    }

    [Theory]
    [InlineData("paid")]
    [InlineData("confirmed")]
    public async Task An_invoice_that_is_not_complete_yet_would_be_declined_so_nothing_is_sent(string status)
    {
        Assert.Equal(
            new Unavailable("not_complete_yet", TimeSpan.FromMinutes(10), WasSent: false),
            await Create(Invoice(status)));
        Assert.DoesNotContain(rig.Server.Calls, call => call.Method == HttpMethod.Post);
    }

    [Theory]
    [InlineData("new")]
    [InlineData("expired")]
    [InlineData("invalid")]
    [InlineData("declined")]
    [InlineData("COMPLETE")]
    public async Task An_invoice_that_has_no_money_of_ours_is_not_refunded(string status)
    {
        Assert.Equal(new Refused("not_complete"), await Create(Invoice(status)));
        Assert.DoesNotContain(rig.Server.Calls, call => call.Method == HttpMethod.Post);
    }

    [Fact]
    public async Task Where_the_invoice_cannot_be_read_no_refund_was_sent()
    {
        rig.Server.Script = _ => new Answer.Says(500, "");

        Assert.Equal(new Unavailable("http_500", WasSent: false), await Create());
    }

    [Fact]
    public async Task Without_the_merchant_facade_nothing_is_asked_and_the_settings_are_blamed()
    {
        using var pos = new ProcessorRig(BitPayDialect.PosSettings);
        var cancellation = TestContext.Current.CancellationToken;
        var refused = new Refused("merchant_facade_required", IsOfSettings: true);

        Assert.Equal(refused, await pos.Refunds.CreateRefund(Request, cancellation));
        Assert.False(pos.Refunds.CanRefund);
        Assert.Equal(refused, await pos.Refunds.ReadRefund(Request.InvoiceId, new(BitPayDialect.RefundId), cancellation));
        Assert.Equal(
            new ProcessorResult<ImmutableArray<Refund>>.Refused("merchant_facade_required", IsOfSettings: true),
            await pos.Refunds.FindRefunds(Request, cancellation));
        Assert.Empty(pos.Server.Calls);
    }

    [Theory]
    [InlineData("010202", false)]
    [InlineData("010203", false)]
    [InlineData("010207", false)]
    [InlineData("010208", false)]
    [InlineData("010108", true)]
    [InlineData("010200", true)]
    [InlineData("010204", true)]
    public async Task A_refusal_says_whether_an_operator_can_mend_it(string code, bool isOfSettings)
    {
        var refusal = new Answer.Says(400, $$"""{"status":"error","code":"{{code}}","data":null,"error":"Because"}""");

        Assert.Equal(new Refused($"bitpay_{code}", isOfSettings), await Create(Invoice("complete"), refusal));
    }

    [Fact]
    public async Task An_ID_too_long_for_the_reference_is_left_out_and_not_cut()
    {
        rig.Server.Answers(Invoice("complete"), Refund());

        await rig.Refunds.CreateRefund(
            Request with { RefundId = new string('r', 101) }, TestContext.Current.CancellationToken);

        Assert.DoesNotContain("reference", rig.Server.Calls[1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refund_is_found_by_its_key_and_read_by_its_ID()
    {
        rig.Server.Answers(Refund(), Refund());
        var cancellation = TestContext.Current.CancellationToken;

        await rig.Refunds.FindRefunds(Request, cancellation);
        await rig.Refunds.ReadRefund(Request.InvoiceId, new("a/b"), cancellation);

        Assert.Equal(
            [$"/refunds/guid/{Request.Key}?token={BitPayDialect.MerchantToken}",
                $"/refunds/a%2Fb?token={BitPayDialect.MerchantToken}"],
            rig.Server.Calls.Select(call => call.PathAndQuery));
        Assert.All(
            rig.Server.Calls, call => Assert.True(IsSigned(call, $"https://test.bitpay.com{call.PathAndQuery}")));
    }

    [Theory]
    [InlineData(BitPayDialect.InvoiceId, "another")]
    [InlineData("another", BitPayDialect.RefundId)]
    public async Task An_answer_about_another_refund_or_invoice_is_nonsense(string invoiceId, string refundId)
    {
        rig.Server.Answers(Refund());

        Assert.IsType<Nonsense>(
            await rig.Refunds.ReadRefund(invoiceId, new(refundId), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_answer_that_keeps_the_key_to_itself_is_believed()
    {
        var silent = BitPayDialect.Refund(Request).Replace("\"guid\"", "\"other\"", StringComparison.Ordinal);

        Assert.IsType<Found>(await Create(Invoice("complete"), new Answer.Says(200, BitPayDialect.Answer(silent))));
    }

    [Theory]
    [InlineData("complete", """{"refundInfo":[{"currency":"USD","amounts":{"USD":7.10,"BTC":0.000142}}]}""", "7.10")]
    [InlineData("complete", """{"refundInfo":[{"amounts":{"USD":7.10}},{"amounts":{"USD":"2.05"}}]}""", "9.15")]
    [InlineData("complete", """{"refundInfo":{"amounts":{"USD":20}}}""", "20")]
    [InlineData("complete", """{"refundInfo":[{"amounts":{"USD":19}},{"amounts":{"USD":19}}]}""", "20")]
    [InlineData("complete", """{"refundInfo":[null,{},{"amounts":7},{"amounts":{"BTC":1}}]}""", "0")]
    [InlineData("complete", """{"refundInfo":[{"amounts":{"USD":-3}}]}""", "0")]
    [InlineData("complete", """{"refundInfo":"none"}""", "0")]
    [InlineData("complete", "{}", "0")]
    // The excess that BitPay gives back by itself stands there too.
    [InlineData("complete", """{"exceptionStatus":"paidOver","refundInfo":[{"amounts":{"USD":5}}]}""", "0")]
    [InlineData("expired", """{"amountPaid":20000,"refundInfo":[{"amounts":{"USD":10}}]}""", "0")]
    public async Task An_invoice_tells_what_was_given_back_of_what_was_kept(string status, string bent, string refunded)
    {
        rig.Server.Answers(Invoice(status, bent));

        var read = await rig.Processor.ReadInvoice(BitPayDialect.InvoiceId, TestContext.Current.CancellationToken);

        var invoice = Assert.IsType<ProcessorResult<Invoice>.Found>(read).Value;
        Assert.Equal(decimal.Parse(refunded), invoice.AmountRefunded);
    }

    public void Dispose() => rig.Dispose();

    private Task<ProcessorResult<Refund>> Create(params Answer[] answers)
    {
        if (answers.Length > 0) rig.Server.Answers(answers);
        return rig.Elapse(rig.Refunds.CreateRefund(Request, TestContext.Current.CancellationToken));
    }

    private static Answer Invoice(string status, string bent = "{}") =>
        new Answer.Says(200, BitPayDialect.Answer(BitPayDialect.Invoice(BitPayDialect.Request, status, bent)));

    private static Answer Refund() => new Answer.Says(200, BitPayDialect.Answer(BitPayDialect.Refund(Request)));

    private static bool IsSigned(HttpCall call, string signed)
    {
        using var key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.CreateFromFriendlyName("secp256k1"),
            D = Convert.FromHexString(BitPayDialect.MerchantKey),
        });
        return key.VerifyData(
            Encoding.UTF8.GetBytes(signed), Convert.FromHexString(call.Headers.GetValues("X-Signature").Single()),
            HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }
}
