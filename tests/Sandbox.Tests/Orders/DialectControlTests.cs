using CryptoPay.Sandbox.Tests.Signed;

namespace CryptoPay.Sandbox.Tests.Orders;

public sealed class DialectControlTests
{
    [Theory]
    [InlineData("mark?status=Settled", "status")]
    [InlineData("verdict?status=Settled", "status")]
    [InlineData("fee-bump", "paymentId")]
    [InlineData("invalidate-payment", "paymentId")]
    [InlineData("refunds/claim", "amount")]
    [InlineData("refunds/pay-out?amount=1", "amount")]
    public async Task A_control_that_one_dialect_alone_knows_is_refused_to_others_and_says_whose_it_is(
        string control, string field)
    {
        await using var desk = await SignedDesk.Start();
        await desk.Created();

        var problem = await desk.Sandbox.Control(SignedDesk.Request.Order.OrderId, control);

        Assert.Equal(400, problem.GetProperty("status").GetInt32());
        Assert.Equal($"{field} is for BTCPay Server's invoices alone.", problem.GetProperty("detail").GetString());
    }
}
