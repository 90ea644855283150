using CryptoPay.Payments.Processors;

namespace CryptoPay.Sandbox.Tests.BtcPay;

/// <summary>How a refund of 10.50 USD goes out, or not quite.</summary>
public sealed class PayOutTests
{
    [Fact]
    public async Task A_claim_alone_sends_nothing()
    {
        await using var desk = await RefundDesk.Start();
        var refund = await desk.Created();

        await desk.Control("refunds/claim");

        var read = await desk.Read(refund);
        Assert.Equal(("Active/AwaitingApproval", RefundStatus.Pending, 0m),
            (read.StatusText, read.Status, read.AmountOut));
    }

    [Theory]
    [InlineData("10.4999995")]
    [InlineData("6.25")]
    public async Task Less_goes_out_than_was_asked_for(string amount)
    {
        await using var desk = await RefundDesk.Start();
        var refund = await desk.Created();
        await desk.Control("refunds/claim");

        await desk.Control($"refunds/pay-out?amount={amount}");

        var read = await desk.Read(refund);
        Assert.Equal(("Active/Completed", amount), (read.StatusText, FormattableString.Invariant($"{read.AmountOut}")));
    }
}
