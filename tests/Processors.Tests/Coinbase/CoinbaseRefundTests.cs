using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;
using Nonsense = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Refund>.Nonsense;
using Refused = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Refund>.Refused;
using Unavailable = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Refund>.Unavailable;

namespace CryptoPay.Processors.Tests.Coinbase;

public sealed class CoinbaseRefundTests : IDisposable
{
    private const string Path = $"{CoinbaseDialect.Checkouts}/{CoinbaseDialect.CheckoutId}";
    private static readonly RefundRequest Request = CoinbaseDialect.RefundRequest;
    private readonly ProcessorRig rig = new(CoinbaseDialect.Settings);

    [Fact]
    public async Task A_refund_is_asked_for_under_its_key_and_a_token_for_its_path()
    {
        await Create(new Answer.Says(200, CoinbaseDialect.RefundAnswer(Request)));

        var call = Assert.Single(rig.Server.Calls);
        Assert.Equal((HttpMethod.Post, $"{Path}/refund"), (call.Method, call.PathAndQuery));
        Assert.Equal(Request.Key, call.Headers.GetValues("X-Idempotency-Key").Single());
        Assert.Equal($$"""{"amount":"7.10","currency":"USD","reason":"Refund refund-1 {{Request.Key}}"}""", call.Body);
        var claims = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(call.Authorization.Split('.')[1]));
        Assert.Contains($"\"uris\":[\"POST business.example.com{Path}/refund\"]", claims, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_amount_finer_than_a_cent_is_refused_and_not_rounded()
    {
        var fine = Request with { Amount = new Money(7.105m, "USD") };

        Assert.Equal(
            new Refused("too_many_decimals"),
            await rig.Refunds.CreateRefund(fine, TestContext.Current.CancellationToken));
        Assert.Empty(rig.Server.Calls);
    }

    [Fact]
    public async Task A_key_that_was_used_otherwise_says_that_the_refund_may_be_there()
    {
        var reused = new Answer.Says(422, """{"errorType":"idempotency_error","errorMessage":"Other parameters"}""");

        Assert.Equal(new Unavailable("idempotency_error"), await Create(reused));
    }

    [Fact]
    public async Task Refunds_are_found_by_their_reason_with_this_key_or_another()
    {
        rig.Server.Answers(Checkout(
            CoinbaseDialect.RefundJson(Request, id: "ours"),
            CoinbaseDialect.RefundJson(Request with { Key = Guid.NewGuid().ToString() }, id: "twin"),
            CoinbaseDialect.RefundJson(Request with { RefundId = "refund-10" }, id: "longer"),
            CoinbaseDialect.RefundJson(Request with { RefundId = "refund-1 again" }, id: "with a blank"),
            CoinbaseDialect.RefundJson(Request with { RefundId = "refund-2" }, id: "other"),
            CoinbaseDialect.RefundJson(Request, reason: "Customer requested refund", id: "by hand"),
            "null", "7", "{}", """{"reason":["by hand"],"status":null}""", """{"id":"\\ud800","amount":7}"""));

        var answer = await rig.Refunds.FindRefunds(Request, TestContext.Current.CancellationToken);

        var found = Assert.IsType<ProcessorResult<ImmutableArray<Refund>>.Found>(answer).Value;
        Assert.Equal(["ours", "twin"], found.Select(refund => refund.ProcessorRefundId.Value));
    }

    [Fact]
    public async Task A_refund_of_ours_that_cannot_be_read_is_no_empty_find()
    {
        rig.Server.Answers(Checkout($$"""{"id":"ours","reason":"Refund refund-1 {{Request.Key}}"}"""));

        Assert.IsType<ProcessorResult<ImmutableArray<Refund>>.Nonsense>(
            await rig.Refunds.FindRefunds(Request, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_refund_by_hand_that_cannot_be_read_does_not_hide_the_invoice()
    {
        rig.Server.Answers(Checkout(
            """{"id":null,"status":7}""", CoinbaseDialect.RefundJson(Request, "COMPLETED")));

        var read = await rig.Processor.ReadInvoice(
            CoinbaseDialect.CheckoutId, TestContext.Current.CancellationToken);

        Assert.Equal((20m, 7.10m), read is ProcessorResult<Invoice>.Found { Value: var invoice }
            ? (invoice.AmountPaid, invoice.AmountRefunded)
            : default);
    }

    [Fact]
    public async Task A_refund_of_a_price_in_the_coin_has_no_fiat()
    {
        rig.Server.Answers(new Answer.Says(200, $$"""
            {"id":"{{CoinbaseDialect.CheckoutId}}","url":"https://x","amount":"20.00","currency":"USDC",
             "status":"COMPLETED","createdAt":"2026-11-23T01:00:00Z",
             "refunds":[{"id":"r","status":"COMPLETED","amount":"7.10"}]}
            """));

        var refund = await Read("r");

        Assert.Equal((new Money(7.10m, "USDC"), 7.10m), (refund.Amount, refund.AmountOut));
    }

    [Theory]
    [InlineData("")]
    [InlineData(",\"fiatAmount\":\"7.10\",\"fiatCurrency\":\"EUR\"")]
    [InlineData(",\"fiatAmount\":\"seven\",\"fiatCurrency\":\"USD\"")]
    [InlineData(",\"fiatAmount\":\"-7.10\",\"fiatCurrency\":\"USD\"")]
    public async Task A_refund_that_does_not_say_what_it_is_in_the_prices_currency_is_nonsense(string fiat)
    {
        rig.Server.Answers(Checkout($$"""{"id":"r","status":"COMPLETED","amount":"7.11"{{fiat}}}"""));

        Assert.IsType<Nonsense>(
            await rig.Refunds.ReadRefund(Request.InvoiceId, new("r"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_refund_that_the_checkout_does_not_list_is_refused()
    {
        rig.Server.Answers(Checkout(CoinbaseDialect.RefundJson(Request)));

        Assert.Equal(
            new Refused("refund_not_found", IsOfSettings: true),
            await rig.Refunds.ReadRefund(Request.InvoiceId, new("another"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("COMPLETED", "7.10/PENDING", 0)]
    [InlineData("COMPLETED", "7.10/FAILED", 0)]
    [InlineData("COMPLETED", "7.10/completed", 0)]
    [InlineData("PARTIALLY_REFUNDED", "7.10/COMPLETED 2.00/COMPLETED 1.00/PENDING", 9.10)]
    [InlineData("PARTIALLY_REFUNDED", "19.00/COMPLETED 19.00/COMPLETED", 20)]
    [InlineData("REFUNDED", "", 20)]
    public async Task An_invoice_tells_what_went_out_in_the_prices_currency(
        string status, string refunds, decimal refunded)
    {
        var list = from text in refunds.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                   let parts = text.Split('/')
                   let amount = new Money(decimal.Parse(parts[0]), "USD")
                   select CoinbaseDialect.RefundJson(Request with { Amount = amount }, parts[1]);
        rig.Server.Answers(new Answer.Says(200, CoinbaseDialect.RefundedJson([.. list], status)));

        var read = await rig.Processor.ReadInvoice(Request.InvoiceId, TestContext.Current.CancellationToken);

        var invoice = Assert.IsType<ProcessorResult<Invoice>.Found>(read).Value;
        Assert.Equal((20m, refunded), (invoice.AmountPaid, invoice.AmountRefunded));
    }

    public void Dispose() => rig.Dispose();

    private Task<ProcessorResult<Refund>> Create(Answer answer)
    {
        rig.Server.Answers(answer);
        return rig.Refunds.CreateRefund(Request, TestContext.Current.CancellationToken);
    }

    private async Task<Refund> Read(string refundId) => Assert.IsType<ProcessorResult<Refund>.Found>(
        await rig.Refunds.ReadRefund(Request.InvoiceId, new(refundId), TestContext.Current.CancellationToken)).Value;

    private static Answer.Says Checkout(params string[] refunds) => new(200, CoinbaseDialect.RefundedJson(refunds));
}
