using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;
using Found = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Invoice>.Found;
using Nonsense = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Invoice>.Nonsense;
using Refused = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Invoice>.Refused;
using Unavailable = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Invoice>.Unavailable;

namespace CryptoPay.Processors.Tests.Coinbase;

public sealed class CoinbaseProcessorTests : IDisposable
{
    private static readonly InvoiceRequest Request = new()
    {
        Order = new("default", "order-1"),
        AttemptId = "0b8f7a52-6a0f-4a3e-9c58-0d1c6c5c9c11",
        Price = new Money(10.5m, "USD"),
        CryptoCode = "USDC",
        Speed = TransactionSpeed.High,
        RateLock = TimeSpan.FromMinutes(15),
        Monitoring = TimeSpan.FromHours(1),
        TolerancePercent = 0.5m,
    };

    private readonly ProcessorRig rig = new(CoinbaseDialect.Settings);

    [Fact]
    public async Task The_request_says_what_was_asked_for_and_when_it_ends()
    {
        rig.Server.Answers(new Answer.Says(201, CoinbaseDialect.CheckoutJson(Request)));

        Assert.IsType<Found>(await Create(Request with { Description = "Gespräch" }));

        var sent = Assert.Single(rig.Server.Calls);
        Assert.Equal((HttpMethod.Post, CoinbaseDialect.Checkouts), (sent.Method, sent.PathAndQuery));
        Assert.Equal(Request.AttemptId, sent.Headers.GetValues("X-Idempotency-Key").Single());
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""
            {"amount":"10.50","currency":"USD","expiresAt":"2026-11-23T01:15:00Z",
             "description":"Gespräch (Order order-1, attempt 0b8f7a52-6a0f-4a3e-9c58-0d1c6c5c9c11)",
             "metadata":{"merchant":"default","orderId":"order-1","attemptId":"0b8f7a52-6a0f-4a3e-9c58-0d1c6c5c9c11"} }
            """), JsonNode.Parse(sent.Body)), sent.Body);
    }

    [Theory]
    [InlineData("BTC", "USD", "10.50", "currency_not_taken")]
    [InlineData("USDC", "JPY", "10", "currency_not_taken")]
    [InlineData("USDC", "USD", "10.505", "too_many_decimals")]
    public async Task What_the_API_cannot_take_is_refused_without_a_call(
        string coin, string isoCode, string amount, string code)
    {
        Assert.True(Money.TryParseAmount(amount, out var parsed));

        var created = await Create(Request with { CryptoCode = coin, Price = new Money(parsed, isoCode) });

        Assert.Equal(new Refused(code), created);
        Assert.Empty(rig.Server.Calls);
    }

    [Theory]
    [InlineData(422, """{"errorType":"idempotency_error","errorMessage":"Used with another body"}""")]
    [InlineData(400, """{"errors":[{"id":"idempotency_error","message":"Used with another body"}]}""")]
    public async Task An_attempt_that_was_sent_before_may_have_its_checkout_and_is_not_refused(int status, string body)
    {
        rig.Server.Answers(new Answer.Says(status, body));

        Assert.Equal(new Unavailable("idempotency_error"), await Create(Request));
    }

    [Fact]
    public async Task A_wrong_request_is_refused_and_the_settings_are_not_blamed()
    {
        rig.Server.Answers(new Answer.Says(400, """{"errorType":"invalid_request","errorMessage":"Currency CHF"}"""));

        Assert.Equal(new Refused("invalid_request"), await Create(Request));
    }

    [Fact]
    public async Task A_price_that_was_converted_is_still_the_price()
    {
        var read = await Read("""
            "fiatAmount":"9.45","fiatCurrency":"EUR","transactionHash":"0xf00d",
            """, "COMPLETED");

        Assert.Equal(new Money(9.45m, "EUR"), read.Price);
        Assert.Equal((9.45m, true), (read.AmountPaid, read.IsPaymentConfirmed));
    }

    [Fact]
    public async Task A_read_has_the_times_the_page_and_the_payment()
    {
        var usdc = Request with { Price = new Money(10.5m, "USDC") };
        var invoice = await Read("\"transactionHash\":\"0xf00d\",", "COMPLETED", usdc);

        Assert.Equal(new DateTimeOffset(2026, 11, 23, 1, 0, 0, 500, TimeSpan.Zero), invoice.CreatedAt);
        Assert.Equal(TimeSpan.Zero, invoice.CreatedAt.Offset);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 1, 15, 0, TimeSpan.Zero), invoice.ExpiresAt);
        Assert.Equal(invoice.ExpiresAt, invoice.MonitoredUntil);
        Assert.Equal("https://payments.example.com/pl_01h8", invoice.CheckoutUrl.Value);
        Assert.Equal(10.5m, invoice.CryptoAmount);
        Assert.Equal(new Payment(new(CoinbaseDialect.Hash), 10.5m, true), Assert.Single(invoice.Payments));
    }

    [Fact]
    public async Task The_payment_of_a_checkout_that_failed_is_worthless()
    {
        var invoice = await Read("\"transactionHash\":\"0xf00d\",", "FAILED");

        Assert.True(Assert.Single(invoice.Payments).IsInvalid);
        Assert.False(invoice.IsPaymentConfirmed);
    }

    [Theory]
    [InlineData("ACTIVE", "0")]
    [InlineData("PROCESSING", "10.50")]
    [InlineData("COMPLETED", "10.50")]
    [InlineData("PARTIALLY_REFUNDED", "10.50")]
    [InlineData("REFUNDED", "10.50")]
    [InlineData("EXPIRED", "0")]
    [InlineData("FAILED", "0")]
    [InlineData("DEACTIVATED", "0")]
    public async Task A_checkout_takes_its_exact_price_or_nothing(string status, string paid)
    {
        Assert.True(Money.TryParseAmount(paid, out var expected));
        Assert.Equal(expected, (await Read("", status)).AmountPaid);
    }

    [Fact]
    public async Task A_refund_is_told_to_people_in_the_status_text()
    {
        var refunded = await Read("\"refundedAmount\":\"4\",", "PARTIALLY_REFUNDED");

        Assert.Equal("PARTIALLY_REFUNDED, refunded 4.00", refunded.StatusText);
        Assert.Equal("COMPLETED", (await Read("\"refundedAmount\":\"0\",", "COMPLETED")).StatusText);
    }

    [Theory]
    [InlineData("\"amount\":\"10.50\"", "\"amount\":\"ten\"")]
    [InlineData("\"amount\":\"10.50\"", "\"amount\":null")]
    [InlineData("\"amount\":\"10.50\"", "\"fiatCurrency\":\"USD\",\"amount\":\"10.50\"")]
    [InlineData("\"amount\":\"10.50\"", "\"fiatCurrency\":\"USD\",\"fiatAmount\":\"-1\",\"amount\":\"10.50\"")]
    [InlineData("\"status\":\"ACTIVE\",", "")]
    [InlineData("\"createdAt\":\"2026-11-23T02:00:00.5+01:00\"", "\"createdAt\":\"yesterday\"")]
    [InlineData("68f7a946db0529ea9b6d3a12", "another")]
    public async Task What_cannot_be_is_nonsense(string part, string bent)
    {
        var checkout = CoinbaseDialect.CheckoutJson(Request);
        Assert.Contains(part, checkout, StringComparison.Ordinal);
        rig.Server.Answers(new Answer.Says(200, checkout.Replace(part, bent, StringComparison.Ordinal)));

        Assert.IsType<Nonsense>(await ReadResult());
    }

    [Fact]
    public async Task A_search_asks_for_the_order_by_its_mark_and_follows_the_pages()
    {
        var other = CoinbaseDialect.CheckoutJson(Request with { Order = new("another", Request.Order.OrderId) });
        rig.Server.Answers(
            new Answer.Says(200, CoinbaseDialect.ListJson("a/b", other, CoinbaseDialect.CheckoutJson(Request))),
            new Answer.Says(200, CoinbaseDialect.ListJson("", CoinbaseDialect.CheckoutJson(Request))));

        Assert.Equal(2, (await Find()).Length);

        var mark = $"{CoinbaseDialect.Checkouts}?pageSize=100&descriptionQuery=Order%20order-1%2C";
        Assert.Equal([mark, $"{mark}&pageToken=a%2Fb"], rig.Server.Calls.Select(call => call.PathAndQuery));
    }

    [Theory]
    [InlineData("DEACTIVATED", true)]
    [InlineData("EXPIRED", true)]
    [InlineData("FAILED", true)]
    [InlineData("PROCESSING", false)]
    [InlineData("COMPLETED", false)]
    public async Task A_checkout_that_cannot_be_deactivated_says_whether_it_can_be_paid(string status, bool isUnpayable)
    {
        rig.Server.Answers(
            new Answer.Says(400, """{"errorType":"invalid_request"}"""),
            new Answer.Says(200, CoinbaseDialect.CheckoutJson(Request, status)));

        Assert.Equal(new ProcessorResult<bool>.Found(isUnpayable), await MakeUnpayable());
    }

    [Fact]
    public async Task A_deactivated_checkout_is_unpayable_and_one_that_stays_active_is_not_claimed_to_be()
    {
        rig.Server.Answers(new Answer.Says(200, CoinbaseDialect.CheckoutJson(Request, "DEACTIVATED")));
        Assert.Equal(new ProcessorResult<bool>.Found(true), await MakeUnpayable());

        rig.Server.Answers(new Answer.Says(200, CoinbaseDialect.CheckoutJson(Request)));
        Assert.IsType<ProcessorResult<bool>.Nonsense>(await MakeUnpayable());

        rig.Server.Answers(
            new Answer.Says(400, "{}"), new Answer.Says(200, CoinbaseDialect.CheckoutJson(Request)));
        Assert.Equal(new ProcessorResult<bool>.Found(false), await MakeUnpayable());
    }

    public void Dispose() => rig.Dispose();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Task<ProcessorResult<Invoice>> Create(InvoiceRequest request) =>
        rig.Elapse(rig.Processor.CreateInvoice(request, Cancellation));

    private Task<ProcessorResult<Invoice>> ReadResult() =>
        rig.Elapse(rig.Processor.ReadInvoice(CoinbaseDialect.CheckoutId, Cancellation));

    private Task<ProcessorResult<bool>> MakeUnpayable() =>
        rig.Elapse(rig.Processor.MakeUnpayable(CoinbaseDialect.CheckoutId, Cancellation));

    private async Task<Invoice> Read(string more, string status, InvoiceRequest? request = null)
    {
        rig.Server.Answers(new Answer.Says(200, CoinbaseDialect.CheckoutJson(request ?? Request, status, more)));
        return Assert.IsType<Found>(await ReadResult()).Value;
    }

    private async Task<ImmutableArray<Invoice>> Find() => Assert.IsType<ProcessorResult<ImmutableArray<Invoice>>.Found>(
        await rig.Elapse(rig.Processor.FindInvoices(Request.Order, Cancellation))).Value;
}
