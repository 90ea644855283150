using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;
using Refused = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Refund>.Refused;

namespace CryptoPay.Sandbox.Tests.BtcPay;

/// <summary>Lives of refunds, as the real adapter reads them from the real dialect.</summary>
public sealed class RefundLifeTests
{
    [Fact]
    public async Task A_refund_is_claimed_on_its_page_approved_and_paid_out()
    {
        await using var desk = await RefundDesk.Start();

        var refund = await desk.Created();
        Assert.Equal(("Active", RefundStatus.Pending, 0m), Shown(await desk.Read(refund)));

        var page = await desk.Sandbox.Http.GetStringAsync(refund.ClaimUrl.Value, TestContext.Current.CancellationToken);
        Assert.Contains("10.50 USD", page);
        await desk.Sandbox.Send(HttpMethod.Post, $"{refund.ClaimUrl.Value}/claim");
        Assert.Equal(("Active/AwaitingApproval", RefundStatus.Pending, 0m), Shown(await desk.Read(refund)));

        await desk.Control("refunds/pay-out");
        Assert.Equal(("Active/Completed", RefundStatus.Completed, 10.50m), Shown(await desk.Read(refund)));
        Assert.Equal(new Money(10.50m, "USD"), (await desk.Read(refund)).Amount);
    }

    [Fact]
    public async Task A_refund_in_its_own_coin_needs_no_approval()
    {
        await using var desk = await RefundDesk.Start();
        var refund = await desk.Created(desk.Request with { Amount = new Money(0.1m, "LTC") });

        await desk.Sandbox.Send(HttpMethod.Post, $"{refund.ClaimUrl.Value}/claim");

        Assert.Equal(("Active/AwaitingPayment", RefundStatus.Pending, 0m), Shown(await desk.Read(refund)));
    }

    [Fact]
    public async Task What_is_archived_hides_what_went_out_of_it()
    {
        await using var desk = await RefundDesk.Start();
        var paidOut = await desk.Created();
        var unclaimed = await desk.Created(desk.Request with { RefundId = "refund-2" });
        await desk.Sandbox.Send(HttpMethod.Post, $"{paidOut.ClaimUrl.Value}/pay-out");

        await desk.Control("refunds/reject");

        Assert.Equal(("Archived", RefundStatus.Unrecognized, 0m), Shown(await desk.Read(paidOut)));
        Assert.Equal(("Archived", RefundStatus.Unrecognized, 0m), Shown(await desk.Read(unclaimed)));
    }

    [Fact]
    public async Task What_is_archived_can_no_longer_be_claimed()
    {
        await using var desk = await RefundDesk.Start();
        var refund = await desk.Created();
        await desk.Control("refunds/reject");

        await desk.Control("refunds/pay-out");

        // Only its page shows what the API hides.
        var page = await desk.Sandbox.Http.GetStringAsync(refund.ClaimUrl.Value, TestContext.Current.CancellationToken);
        Assert.Contains("Archived", page);
        Assert.DoesNotContain("Completed", page);
    }

    [Fact]
    public async Task Only_the_making_is_told_and_to_the_order_that_it_is_of()
    {
        await using var desk = await RefundDesk.Start();

        var refund = await desk.Created();
        await desk.Control("refunds/pay-out");

        var told = Assert.Single(await desk.WebhooksOfRefunds());
        Assert.Equal(
            ("InvoiceRefund", refund.ProcessorRefundId.Value), (told.Text("type"), told.Text("pullPaymentId")));
        Assert.Equal(new WebhookReading.Located(new("default", RefundDesk.OrderId)),
            desk.Adapter.Read(told, desk.Sandbox.Clock.GetUtcNow()));
    }

    [Theory]
    [InlineData(true, "pay", "confirm")]
    [InlineData(true, "pay?amount=20", "confirm")]
    [InlineData(true, "pay?amount=4", "expire")]
    [InlineData(true, "expire", "pay")]
    [InlineData(false, "expire")]
    [InlineData(false, "pay")]
    [InlineData(false, "pay?amount=4")]
    public async Task Only_an_invoice_that_has_ended_with_money_is_refunded(bool isRefundable, params string[] controls)
    {
        await using var desk = await RefundDesk.Start(controls);

        var result = await desk.Create();

        Assert.Equal(isRefundable, result is ProcessorResult<Refund>.Found);
        if (!isRefundable) Assert.Equal(new Refused("non-refundable"), result);
    }

    [Fact]
    public async Task An_invoice_that_was_marked_invalid_is_refunded_too()
    {
        await using var desk = await RefundDesk.Start("pay");
        Assert.True(await desk.Adapter.MakeUnpayable(desk.Invoice.InvoiceId));

        await desk.Created();
    }

    [Fact]
    public async Task A_coin_that_the_invoice_does_not_offer_is_refused()
    {
        await using var desk = await RefundDesk.Start();

        Assert.Equal(new Refused("invalid_request"), await desk.Create(desk.Request with { CryptoCode = "BTC" }));
    }

    [Fact]
    public async Task A_wrong_key_refunds_nothing_and_who_knows_a_refunds_ID_reads_it_without_one()
    {
        await using var desk = await RefundDesk.Start();
        var refund = await desk.Created();
        using var stranger = RefundDesk.AdapterOf(desk.Sandbox, "another-key");
        var cancellation = TestContext.Current.CancellationToken;

        Assert.Equal(new Refused("unauthenticated", IsOfSettings: true),
            await stranger.Refunds.CreateRefund(desk.Request with { RefundId = "refund-2" }, cancellation));
        Assert.IsNotType<ProcessorResult<System.Collections.Immutable.ImmutableArray<Refund>>.Found>(
            await stranger.Refunds.FindRefunds(desk.Request, cancellation));
        Assert.IsType<ProcessorResult<Refund>.Found>(
            await stranger.Refunds.ReadRefund(desk.Invoice.InvoiceId, refund.ProcessorRefundId, cancellation));
    }

    [Fact]
    public async Task A_refund_that_is_not_there_is_refused()
    {
        await using var desk = await RefundDesk.Start();

        Assert.Equal(new Refused("pullpayment-not-found"), await desk.Adapter.Refunds.ReadRefund(
            desk.Invoice.InvoiceId, new("another"), TestContext.Current.CancellationToken));
    }

    private static (string, RefundStatus, decimal) Shown(Refund refund) =>
        (refund.StatusText, refund.Status, refund.AmountOut);
}
