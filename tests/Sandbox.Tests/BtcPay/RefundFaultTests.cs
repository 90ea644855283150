using System.Net;
using CryptoPay.Payments.Processors;
using CryptoPay.Sandbox.Tests.Hosting;
using Unavailable = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Refund>.Unavailable;

namespace CryptoPay.Sandbox.Tests.BtcPay;

public sealed class RefundFaultTests
{
    [Theory]
    [InlineData("reset-after", 1)]
    [InlineData("reset-before", 0)]
    public async Task After_a_lost_answer_the_refund_is_found_if_there_is_one(string fail, int made)
    {
        await using var desk = await RefundDesk.Start();
        await desk.Sandbox.SetFault(
            $$"""{"on":"create","orderId":"{{RefundDesk.OrderId}}","times":1,"fail":"{{fail}}"}""");

        Assert.True(Assert.IsType<Unavailable>(await desk.Create()).WasSent);

        Assert.Equal(made, (await desk.Find()).Length);
        Assert.Empty(await desk.Find(desk.Request with { RefundId = "refund" }));
        Assert.Empty(await desk.Find(desk.Request with { InvoiceId = "another" }));
    }

    [Theory]
    [InlineData("500", "http_500")]
    [InlineData("400", "generic-error")]
    public async Task A_failing_create_leaves_no_refund(string fail, string code)
    {
        await using var desk = await RefundDesk.Start();
        await desk.Sandbox.SetFault($$"""{"on":"create","fail":"{{fail}}"}""");

        Assert.Equal(new Unavailable(code), await desk.Create());

        Assert.Empty(await desk.Find());
    }

    [Fact]
    public async Task The_same_create_twice_makes_twins()
    {
        await using var desk = await RefundDesk.Start();

        var (first, second) = (await desk.Created(), await desk.Created());

        Assert.Equal([second.ProcessorRefundId, first.ProcessorRefundId],
            (await desk.Find()).Select(refund => refund.ProcessorRefundId));
    }

    [Fact]
    public async Task A_lagging_search_finds_a_refund_only_when_it_is_old_enough()
    {
        await using var desk = await RefundDesk.Start();
        await desk.Sandbox.SetFault("""{"searchLagMs":3000}""");
        await desk.Created();

        Assert.Empty(await desk.Find());
        desk.Sandbox.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Single(await desk.Find());
    }

    [Theory]
    [InlineData("read")]
    [InlineData("search")]
    public async Task A_fault_on_reading_or_searching_spoils_refunds_too(string on)
    {
        await using var desk = await RefundDesk.Start();
        var refund = await desk.Created();
        await desk.Sandbox.SetFault(
            $$"""{"on":"{{on}}","orderId":"{{RefundDesk.OrderId}}","times":2,"fail":"500"}""");
        var store = $"/sandbox/btcpay/api/v1/stores/{SandboxHost.StoreId}/pull-payments";
        var own = $"/sandbox/btcpay/api/v1/pull-payments/{refund.ProcessorRefundId.Value}";
        string[] spoiled = on == "read" ? [own, $"{own}/payouts"] : [store, store];

        foreach (var path in spoiled)
        {
            Assert.Equal(
                HttpStatusCode.InternalServerError, (await desk.Sandbox.Send(HttpMethod.Get, path)).StatusCode);
        }
        Assert.Equal(HttpStatusCode.OK, (await desk.Sandbox.Send(HttpMethod.Get, spoiled[0])).StatusCode);
    }

    [Fact]
    public async Task All_of_a_refund_survives_a_restart()
    {
        await using var desk = await RefundDesk.Start();
        var refund = await desk.Created();
        await desk.Control("refunds/pay-out");

        await desk.Restart();

        var read = await desk.Read(refund);
        Assert.Equal((RefundStatus.Completed, 10.50m), (read.Status, read.AmountOut));
        Assert.Equal(refund.ProcessorRefundId, Assert.Single(await desk.Find()).ProcessorRefundId);
    }
}
