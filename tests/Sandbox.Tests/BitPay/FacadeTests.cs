using System.Net;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Sandbox.Tests.BitPay;

public sealed class FacadeTests
{
    [Fact]
    public async Task A_guid_that_is_used_again_answers_with_its_invoice_at_the_old_price()
    {
        await using var account = await BitPayAccount.Open();
        var first = await account.Create();

        Assert.Equal(first, await account.Create());
        var dearer = BitPayAccount.Request with { Price = new Money(11m, "USD") };
        Assert.IsType<ProcessorResult<Invoice>.Nonsense>(
            await account.Processor.CreateInvoice(dearer, TestContext.Current.CancellationToken));
        Assert.Single(await account.Find());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_invoice_whose_create_lost_its_answer_is_not_made_twice(bool hasMerchantFacade)
    {
        await using var account = await BitPayAccount.Open(hasMerchantFacade);
        await account.Sandbox.SetFault("""{"on":"create","fail":"reset-after","times":1}""");
        Assert.IsType<ProcessorResult<Invoice>.Unavailable>(
            await account.Processor.CreateInvoice(BitPayAccount.Request, TestContext.Current.CancellationToken));

        var found = await account.Find();
        var created = await account.Create();

        Assert.Equal(hasMerchantFacade ? [created] : [], found);
        var order = await account.Sandbox.Control(BitPayAccount.OrderId, "confirm");
        Assert.Equal(1, order.GetProperty("invoices").GetArrayLength());
    }

    [Theory]
    [InlineData("GET", "currencies")]
    [InlineData("POST", "tokens")]
    [InlineData("PUT", "invoices/x")]
    [InlineData("GET", "")]
    public async Task A_path_that_there_is_not_is_answered_in_JSON_too(string method, string path)
    {
        await using var account = await BitPayAccount.Open();

        using var call = new HttpRequestMessage(new HttpMethod(method), $"/sandbox/bitpay/{path}");
        var answer = await account.Sandbox.Http.SendAsync(call, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("""{"error":"Endpoint not found"}""",
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_cancelled_invoice_takes_no_money()
    {
        await using var account = await BitPayAccount.Open();
        var invoice = await account.Create();

        Assert.Equal(new ProcessorResult<bool>.Found(true), await MakeUnpayable(account, invoice));

        Assert.Equal("Invalid Manual 0.00 by 0", await account.After(invoice, "pay"));
        Assert.Equal(new ProcessorResult<bool>.Found(true), await MakeUnpayable(account, invoice));
    }

    [Fact]
    public async Task A_paid_invoice_cannot_be_cancelled()
    {
        await using var account = await BitPayAccount.Open();
        var invoice = await account.Create();
        await account.After(invoice, "pay");

        Assert.Equal(new ProcessorResult<bool>.Found(false), await MakeUnpayable(account, invoice));
    }

    [Fact]
    public async Task Without_the_merchant_facade_an_invoice_is_unpayable_when_its_time_is_over()
    {
        await using var account = await BitPayAccount.Open(hasMerchantFacade: false);
        var invoice = await account.Create();

        var away = Assert.IsType<ProcessorResult<bool>.Unavailable>(await MakeUnpayable(account, invoice));
        account.Sandbox.Clock.Advance(away.RetryAfter!.Value);

        Assert.Equal(new ProcessorResult<bool>.Found(true), await MakeUnpayable(account, invoice));
    }

    [Fact]
    public async Task A_webhook_that_is_not_answered_with_200_is_sent_again_with_the_same_signature()
    {
        await using var account = await BitPayAccount.Open(hasMerchantFacade: true, 204);
        var invoice = await account.Create();
        await account.After(invoice, "pay");
        var first = await account.Webhooks.Next();

        while (await account.Sandbox.Clock.NextWait() != 10) { }
        account.Sandbox.Clock.Advance(TimeSpan.FromSeconds(10));

        var again = await account.Webhooks.Next();
        Assert.Equal(first.Body, again.Body);
        Assert.Equal(first.Headers["x-signature"], again.Headers["x-signature"]);
    }

    [Theory]
    [InlineData("GET", "invoices/nosuch?token=sandbox-api-token", 404)]
    [InlineData("GET", "invoices/nosuch?token=wrong", 401)]
    [InlineData("GET", "invoices/nosuch", 401)]
    [InlineData("GET", "invoices?token=sandbox-api-token&dateStart=2026-11-01&dateEnd=2026-12-01", 403)]
    [InlineData("GET", "invoices/guid/1?token=sandbox-api-token", 403)]
    [InlineData("DELETE", "invoices/nosuch?token=sandbox-api-token", 403)]
    [InlineData("GET", "invoices?token=sandbox-merchant-token&dateStart=2026-11-01&dateEnd=2026-12-01", 401)]
    public async Task A_token_opens_its_own_facade_and_the_merchants_only_to_who_signs(
        string method, string path, int status)
    {
        await using var account = await BitPayAccount.Open();

        var answer = await account.Sandbox.Send(HttpMethod.Parse(method), "/sandbox/bitpay/" + path);

        Assert.Equal((HttpStatusCode)status, answer.StatusCode);
    }

    [Theory]
    [InlineData("pay-in-full", "Confirming")]
    [InlineData("pay-half", "Open Underpaid")]
    [InlineData("pay-too-much", "Confirming Overpaid")]
    [InlineData("expire", "Expired")]
    public async Task The_buttons_of_the_page_do_what_they_say(string button, string expected)
    {
        await using var account = await BitPayAccount.Open();
        var invoice = await account.Create();
        var page = await account.Sandbox.Http.GetStringAsync(
            invoice.CheckoutUrl.Value, TestContext.Current.CancellationToken);
        Assert.Contains($"/{button}?id={invoice.InvoiceId}\"", page);
        Assert.Contains("0.00021 BTC due", page);

        await account.Sandbox.Send(HttpMethod.Post, $"/sandbox/bitpay/invoice/{button}?id={invoice.InvoiceId}");

        Assert.StartsWith(expected, await account.After(invoice));
    }

    private static Task<ProcessorResult<bool>> MakeUnpayable(BitPayAccount account, Invoice invoice) =>
        account.Processor.MakeUnpayable(invoice.InvoiceId, TestContext.Current.CancellationToken);
}
