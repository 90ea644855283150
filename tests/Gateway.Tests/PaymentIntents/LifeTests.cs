using System.Text.Json;
using CryptoPay.Payments.History;

namespace CryptoPay.Gateway.Tests.PaymentIntents;

public class LifeTests(WholeGateway gateway)
{
    [Fact]
    public async Task A_payment_is_settled_by_webhooks_alone()
    {
        var view = await gateway.Settled("CC-told");

        Assert.Equal(("Payment Status: Complete", "paid", true, true),
            (view.CaseStatus, view.Outcome, view.IsFinal, view.IsPaid));
        Assert.Equal(("100.00", "0.00", 0), (view.AmountPaid, view.AmountDue, view.PollAfterSeconds));
    }

    [Fact]
    public async Task Failure_06_a_payment_whose_webhooks_never_come_is_settled_by_polling_alone()
    {
        await using var polling = new WholeGateway("--Polling:ShortPeriod=00:00:01");
        await polling.InitializeAsync();
        await polling.Opened("CC-untold");
        var order = await polling.Control("CC-untold", "refuse-webhooks");
        Assert.True(order.GetProperty("refusesWebhooks").GetBoolean());

        await polling.Control("CC-untold", "pay");
        await polling.Control("CC-untold", "confirm");

        await polling.Until("CC-untold", view => view.Status == "Settled");
    }

    [Fact]
    public async Task A_cancelled_payment_can_no_longer_be_paid_at_the_processor()
    {
        await gateway.Opened("CC-cancel");

        var cancelled = await (await gateway.Act("CC-cancel", "cancel")).View();

        Assert.Equal(("", "", "", ""),
            (cancelled.PaymentUri, cancelled.CheckoutUrl, cancelled.QrCodeUrl, cancelled.ErrorCode));
        await gateway.Until("CC-cancel", view => view is { Status: "Cancelled", Outcome: "cancelled" });
        Assert.Equal("Invalid", StatusOf((await gateway.InvoicesOf("CC-cancel")).Single()));
        Assert.True((await (await gateway.Act("CC-cancel", "cancel")).View()).IsFinal);
    }

    [Fact]
    public async Task After_expiry_the_next_invoice_asks_for_what_is_still_due_and_is_one_however_often_asked_for()
    {
        var first = await gateway.Opened("CC-next");
        await gateway.Control("CC-next", "pay", new { amount = "40.00" });
        await gateway.Control("CC-next", "expire");
        await gateway.Until("CC-next", view => view is { Status: "Expired", AmountDue: "60.00" });

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => gateway.Act("CC-next", "invoices")));
        var next = await gateway.Until("CC-next", view => view.Status == "AwaitingPayment");
        var repeat = await (await gateway.Act("CC-next", "invoices")).View();

        Assert.All(answers, answer => Assert.True(answer.IsSuccessStatusCode));
        Assert.NotEqual(first.PaymentUri, next.PaymentUri);
        Assert.Equal((first.PaymentIntentId, "100.00", "60.00"), (next.PaymentIntentId, next.Amount, next.AmountDue));
        Assert.Equal(next.Lasting(), repeat.Lasting());
        var invoices = await gateway.InvoicesOf("CC-next");
        Assert.Equal(
            ["60", "100"], invoices.Select(invoice => invoice.GetProperty("amount").GetString()!.Split('.')[0]));
    }

    [Fact]
    public async Task The_events_are_an_unbroken_chain_from_the_request_to_the_money()
    {
        await gateway.Settled("CC-history");

        var history = (await gateway.Events("CC-history")).Events;
        Assert.Null(HistoryChain.FirstBroken(history));
        Assert.Equal(("IntentRequested", "InvoiceOpened"), (history[0].Event, history[1].Event));
        Assert.Equal("Settled", history[^1].Status);
    }

    private static string? StatusOf(JsonElement invoice) => invoice.GetProperty("status").GetString();
}
