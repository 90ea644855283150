using System.Net;
using CryptoPay.Payments.Views;

namespace CryptoPay.Gateway.Tests.PaymentIntents;

/// <summary>An operator has an order read now. Reads by schedule are a minute apart here.</summary>
public class ReadNowTests(WholeGateway gateway)
{
    [Fact]
    public async Task What_no_webhook_told_is_in_its_answer()
    {
        await gateway.Opened("CC-read");
        await gateway.Control("CC-read", "refuse-webhooks");
        await gateway.Control("CC-read", "pay");
        await gateway.Control("CC-read", "confirm");
        Assert.False((await gateway.Read("CC-read")).IsPaid);

        Assert.True((await Payments.Until(() => ReadNow("CC-read"), view => view.IsPaid)).IsFinal);
        Assert.Equal((await gateway.Read("CC-read")).Lasting(), (await ReadNow("CC-read")).Lasting());
        var history = (await gateway.Events("CC-read")).Events;
        Assert.All(
            history.Where(entry => entry.Event == "ReadAsked"), entry => Assert.Equal("operator", entry.Data["who"]));
        Assert.Contains(history, entry => entry.Event == "ReadAsked");
    }

    [Fact]
    public async Task What_is_final_is_read_too()
    {
        await gateway.Opened("CC-final");
        await gateway.Control("CC-final", "expire");
        Assert.True((await gateway.Until("CC-final", view => view.Status == "Expired")).IsFinal);
        await gateway.Control("CC-final", "refuse-webhooks");
        await gateway.Control("CC-final", "pay");
        Assert.Equal("expired", (await gateway.Read("CC-final")).Outcome);

        await Payments.Until(() => ReadNow("CC-final"), view => view.Outcome == "paid_late");
    }

    [Fact]
    public async Task An_unknown_order_is_not_found_and_whose_it_is_must_be_said()
    {
        var unknown = await Ask("CC-nobody", WholeGateway.Merchant);
        Assert.Equal((HttpStatusCode.NotFound, "not_found"), (unknown.StatusCode, await unknown.ErrorCode()));

        var nobodys = await Ask("CC-read", "");
        Assert.Equal(HttpStatusCode.BadRequest, nobodys.StatusCode);
        Assert.True((await nobodys.Problem()).GetProperty("errors").TryGetProperty("merchant", out _));
    }

    private async Task<PaymentIntentView> ReadNow(string orderId) =>
        await (await Ask(orderId, WholeGateway.Merchant)).View();

    private Task<HttpResponseMessage> Ask(string orderId, string merchant) => gateway.Send(
        Requests.Post($"{Payments.Path}/{orderId}/read?merchant={merchant}"), WholeGateway.OperatorKey);
}
