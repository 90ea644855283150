using System.Collections.Immutable;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Tests.BtcPay;
using CryptoPay.Processors.Tests.Conformance;
using CryptoPay.Processors.Tests.Signed;

namespace CryptoPay.Processors.Tests.Links;

/// <summary>What a wallet is given to open, and where a customer claims a refund.</summary>
public sealed class PaymentLinkTests : IDisposable
{
    private static readonly RefundRequest Request = new()
    {
        InvoiceId = SignedDialect.PaymentId,
        RefundId = "refund-1",
        Key = "5f0c1b6e-3c1d-4d0b-8a51-6f1f7c1f0a27",
        Amount = new Money(40m, "USD"),
        CryptoCode = "BTC",
    };

    private readonly ProcessorRig rig = new(SignedDialect.Settings);

    [Theory]
    [InlineData("bitcoin:bcrt1qexample?amount=0.00021")]
    [InlineData("BITCOIN:BCRT1QEXAMPLE?AMOUNT=0.00021&LIGHTNING=LNBCRT1")]
    [InlineData("lightning:lnbcrt1example")]
    [InlineData("ethereum:?r=https://test.bitpay.com/i/1")]
    [InlineData("https://pay.example.com/i/1")]
    [InlineData("")]
    public async Task A_payment_of_a_known_kind_is_taken(string uri) =>
        Assert.Equal(uri, Assert.IsType<ProcessorResult<Invoice>.Found>(await Read(uri)).Value.PaymentUri.Value);

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("bcrt1qexample")]
    [InlineData("bitcoin:")]
    [InlineData(":bcrt1qexample")]
    [InlineData("tel:+1900555")]
    [InlineData("sms:900555")]
    [InlineData("intent://x#Intent;scheme=http;end")]
    [InlineData("http://pay.example.com/i/1")]
    [InlineData("bitcoin:bcrt1q example")]
    public async Task Anything_else_in_its_place_is_nonsense_and_not_quoted(string uri) => Assert.Equal(
        new ProcessorResult<Invoice>.Nonsense("paymentUri is no URI of a known kind of payment."), await Read(uri));

    [Fact]
    public async Task Of_what_a_search_finds_each_link_is_looked_at()
    {
        rig.Server.Answers(new Answer.Says(200, $"[{Payment("bitcoin:a")},{Payment("javascript:a")}]"));

        Assert.IsType<ProcessorResult<ImmutableArray<Invoice>>.Nonsense>(await rig.Elapse(rig.Processor.FindInvoices(
            new("default", "order-1"), TestContext.Current.CancellationToken)));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("/r/ref_19c2")]
    [InlineData("http://pay.example.com/r/ref_19c2")]
    public async Task A_claim_of_a_refund_is_made_at_a_good_address_or_shown_to_nobody(string url)
    {
        var refund = SignedRefundDialect.RefundJson(new KeptRefund(Request))
            .Replace(SignedRefundDialect.ClaimUrl, url, StringComparison.Ordinal);
        const string Said = "claimUrl is no absolute https URL.";
        var cancellation = TestContext.Current.CancellationToken;
        rig.Server.Answers(
            new Answer.Says(201, refund), new Answer.Says(200, refund), new Answer.Says(200, $"[{refund}]"));

        Assert.Equal(new ProcessorResult<Refund>.Nonsense(Said),
            await rig.Elapse(rig.Refunds.CreateRefund(Request, cancellation)));
        Assert.Equal(new ProcessorResult<Refund>.Nonsense(Said), await rig.Elapse(rig.Refunds.ReadRefund(
            SignedDialect.PaymentId, new(SignedRefundDialect.RefundId), cancellation)));
        Assert.Equal(new ProcessorResult<ImmutableArray<Refund>>.Nonsense(Said),
            await rig.Elapse(rig.Refunds.FindRefunds(Request, cancellation)));
    }

    [Fact]
    public async Task A_claim_at_a_host_that_nobody_named_is_told_too()
    {
        var refund = SignedRefundDialect.RefundJson(new KeptRefund(Request))
            .Replace("https://pay.example.com/", "https://elsewhere.example/", StringComparison.Ordinal);
        rig.Server.Answers(new Answer.Says(201, refund));

        await rig.Elapse(rig.Refunds.CreateRefund(Request, TestContext.Current.CancellationToken));

        Assert.Contains("elsewhere.example", Assert.Single(rig.Told.Of(2004)), StringComparison.Ordinal);
    }

    public void Dispose() => rig.Dispose();

    private Task<ProcessorResult<Invoice>> Read(string uri)
    {
        rig.Server.Answers(new Answer.Says(200, Payment(uri)));
        return rig.Elapse(
            rig.Processor.ReadInvoice(SignedDialect.PaymentId, TestContext.Current.CancellationToken));
    }

    private static string Payment(string uri) => SignedDialect.PaymentJson(BtcPayDialect.Request)
        .Replace("bitcoin:bcrt1qexample?amount=0.00021", uri, StringComparison.Ordinal);
}
