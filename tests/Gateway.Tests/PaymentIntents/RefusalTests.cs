using System.Net;

namespace CryptoPay.Gateway.Tests.PaymentIntents;

public class RefusalTests(WholeGateway gateway)
{
    [Theory]
    [InlineData("100.01", "USD", "BTC", "")]
    [InlineData("100.00", "EUR", "BTC", "")]
    [InlineData("100.00", "USD", "LTC", "")]
    [InlineData("100.01", "USD", "BTC", """, "processor":"sandbox" """)]
    public async Task Other_money_for_the_same_order_is_a_conflict(
        string amount, string isoCode, string cryptoCode, string more)
    {
        await (await gateway.Post(Payments.Body("CC-conflict"))).View();

        await AssertRefused(
            "order_conflict", await gateway.Post(Payments.Body("CC-conflict", amount, isoCode, cryptoCode, more)));
    }

    [Fact]
    public async Task A_processor_that_there_is_not_is_refused_and_nothing_is_kept()
    {
        var answer = await gateway.Post(Payments.Body("CC-elsewhere", more: """, "processor":"elsewhere" """));

        await AssertRefused("unknown_processor", answer, HttpStatusCode.BadRequest);
        await AssertRefused("not_found", await gateway.Look("/CC-elsewhere"), HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("USD", "BTC")]
    [InlineData("JPY", "USDC")]
    public async Task Money_that_the_named_account_does_not_take_is_refused_and_nothing_is_kept(
        string isoCode, string cryptoCode)
    {
        var answer = await gateway.Post(
            Payments.Body("CC-odd", "100", isoCode, cryptoCode, """, "processor":"sandbox-coinbase" """));

        await AssertRefused("currency_not_taken", answer, HttpStatusCode.BadRequest);
        await AssertRefused("not_found", await gateway.Look("/CC-odd"), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_rules_account_that_does_not_take_the_money_leaves_it_to_the_next()
    {
        await using var ruled = new WholeGateway(
            "--ProcessorRules:0:Accounts:0=sandbox-coinbase", "--ProcessorRules:0:Accounts:1=sandbox-signed");
        await ruled.InitializeAsync();

        Assert.Contains("/sandbox/signed/", (await ruled.Opened("CC-btc")).CheckoutUrl);
        Assert.Contains("/sandbox/coinbase/", (await ruled.Opened("CC-usdc", cryptoCode: "USDC")).CheckoutUrl);
    }

    [Fact]
    public async Task Whatever_is_asked_of_an_unknown_order_it_is_not_found()
    {
        HttpResponseMessage[] answers =
        [
            await gateway.Look("/CC-nobody"),
            await gateway.Look("/CC-nobody/events"),
            await gateway.Act("CC-nobody", "cancel"),
            await gateway.Act("CC-nobody", "invoices"),
        ];

        foreach (var answer in answers) await AssertRefused("not_found", answer, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Another_merchants_order_is_not_found()
    {
        await (await gateway.Post(Payments.Body("CC-mine"))).View();

        await AssertRefused(
            "not_found",
            await gateway.Send(Requests.Get($"{Payments.Path}/CC-mine"), WholeGateway.OtherKey),
            HttpStatusCode.NotFound);
        await AssertRefused(
            "not_found",
            await gateway.Send(Requests.Post($"{Payments.Path}/CC-mine/cancel"), WholeGateway.OtherKey),
            HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Money_that_was_seen_cannot_be_cancelled()
    {
        await gateway.Opened("CC-seen");
        await gateway.Control("CC-seen", "pay", new { amount = "40.00" });
        await gateway.Until("CC-seen", view => view.AmountPaid == "40.00");

        await AssertRefused("money_seen", await gateway.Act("CC-seen", "cancel"));
    }

    [Fact]
    public async Task A_settled_payment_is_neither_cancelled_nor_asked_for_again()
    {
        await gateway.Settled("CC-settled");

        await AssertRefused("already_settled", await gateway.Act("CC-settled", "cancel"));
        await AssertRefused("already_settled", await gateway.Act("CC-settled", "invoices"));
    }

    [Fact]
    public async Task A_cancelled_payment_gets_no_other_invoice()
    {
        await gateway.Opened("CC-over");
        await (await gateway.Act("CC-over", "cancel")).View();

        await AssertRefused("already_cancelled", await gateway.Act("CC-over", "invoices"));
    }

    [Fact]
    public async Task Where_all_was_paid_too_late_there_is_nothing_due()
    {
        await gateway.Opened("CC-late");
        await gateway.Control("CC-late", "expire");
        await gateway.Control("CC-late", "pay");
        await gateway.Until("CC-late", view => view.Outcome == "paid_late");

        await AssertRefused("nothing_due", await gateway.Act("CC-late", "invoices"));
    }

    private static async Task AssertRefused(
        string errorCode, HttpResponseMessage answer, HttpStatusCode status = HttpStatusCode.Conflict)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(errorCode, await answer.ErrorCode());
    }
}
