using System.Net;
using CryptoPay.Payments.Views;

namespace CryptoPay.Gateway.Tests.PaymentIntents;

public sealed class ProcessorAwayTests(ProcessorAwayTests.Gateway gateway) : IClassFixture<ProcessorAwayTests.Gateway>
{
    [Fact]
    public async Task While_the_processor_is_slow_the_caller_is_answered_and_the_invoice_comes_later()
    {
        await gateway.Fault(new { on = "create", orderId = "CC-slow", times = 1, slowBeforeMs = 9_000 });

        AssertPending(await Created("CC-slow"), errorCode: "");

        await gateway.Until("CC-slow", view => view.Status == "AwaitingPayment");
        Assert.Single(await gateway.InvoicesOf("CC-slow"));
    }

    [Theory]
    [InlineData("500", 0)]
    [InlineData("400", 0)]
    [InlineData("reset-after", 1)]
    public async Task While_the_processor_fails_the_payment_is_kept_and_goes_on_when_it_is_back(string fail, int times)
    {
        var orderId = $"CC-fails-{fail}";
        await gateway.Fault(new { on = times == 0 ? "all" : "create", orderId, times, fail });

        if (times == 0)
        {
            await Created(orderId);
            AssertPending(
                await gateway.Until(orderId, view => view.ErrorCode != ""), errorCode: "processor_unavailable");
            Assert.Equal(HttpStatusCode.OK, (await gateway.Send(Requests.Get("/health/ready"), key: null)).StatusCode);
            await gateway.ClearFaults();
        }
        else
        {
            await Created(orderId);
        }

        var view = await gateway.Until(orderId, view => view.Status == "AwaitingPayment");
        Assert.Equal("", view.ErrorCode);
        Assert.Single(await gateway.InvoicesOf(orderId));
    }

    [Fact]
    public async Task A_coin_that_the_processor_does_not_take_ends_as_refused_and_says_why()
    {
        await (await gateway.Post(Payments.Body("CC-XYZ", cryptoCode: "XYZ"))).View();

        var view = await gateway.Until("CC-XYZ", view => view.IsFinal);

        Assert.Equal(("Invalid", "Payment Failed", "failed"), (view.Status, view.CaseStatus, view.Outcome));
        Assert.Equal(("currency_not_taken", "", 0), (view.ErrorCode, view.PaymentUri, view.PollAfterSeconds));
    }

    [Fact]
    public async Task Dust_is_refused_in_words()
    {
        await (await gateway.Post(Payments.Body("CC-dust", amount: "0.01"))).View();

        var view = await gateway.Until("CC-dust", view => view.IsFinal);

        Assert.Equal(("Payment Failed", "failed", "none"), (view.CaseStatus, view.Outcome, view.ActionRequired));
        Assert.Equal("amount_too_small", view.ErrorCode);
        Assert.Contains("0 dollars and 1 cent is too small", view.Message);
        Assert.Empty(await gateway.InvoicesOf("CC-dust"));
    }

    private async Task<PaymentIntentView> Created(string orderId) =>
        await (await gateway.Post(Payments.Body(orderId))).View();

    private static void AssertPending(PaymentIntentView view, string errorCode)
    {
        Assert.Equal(("Requested", "pending", false), (view.Status, view.Outcome, view.IsFinal));
        Assert.Equal((errorCode, "", ""), (view.ErrorCode, view.QrCodeUrl, view.PaymentUri));
        Assert.True(view.PollAfterSeconds > 0);
    }

    /// <summary>With shorter waits after a failed call than a real processor would be given.</summary>
    public sealed class Gateway() : WholeGateway(
        "--Polling:BackoffFirst=00:00:00.1", "--Polling:LookUpWindow=00:00:00.5");
}
