using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;
using static CryptoPay.Payments.Processors.InvoiceQualifiers;
using Found = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Invoice>.Found;
using Nonsense = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Invoice>.Nonsense;

namespace CryptoPay.Processors.Tests.CoinbaseCommerce;

public sealed class CoinbaseCommerceProcessorTests : IDisposable
{
    private static readonly InvoiceRequest Request = new()
    {
        Order = new("default", "order-1"),
        AttemptId = "0b8f7a52-6a0f-4a3e-9c58-0d1c6c5c9c11",
        Price = new Money(10.5m, "USD"),
        CryptoCode = "BTC",
        Speed = TransactionSpeed.High,
        RateLock = TimeSpan.FromMinutes(15),
        Monitoring = TimeSpan.FromHours(1),
        TolerancePercent = 0.5m,
    };

    private readonly ProcessorRig rig = new(CoinbaseCommerceDialect.Settings);

    [Theory]
    [InlineData("", "Order order-1")]
    [InlineData("Gespräch", "Gespräch")]
    public async Task The_request_says_what_was_asked_for(string description, string name)
    {
        Answers(Charge("NEW"));

        Assert.IsType<Found>(
            await rig.Processor.CreateInvoice(Request with { Description = description }, Cancellation));

        var sent = Assert.Single(rig.Server.Calls);
        Assert.Equal((HttpMethod.Post, "/charges"), (sent.Method, sent.PathAndQuery));
        Assert.Equal("30291a20-key", sent.Headers.GetValues("X-CC-Api-Key").Single());
        Assert.Equal("2018-03-22", sent.Headers.GetValues("X-CC-Version").Single());
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse($$"""
            {"name":"{{name}}","description":"Order order-1, attempt 0b8f7a52-6a0f-4a3e-9c58-0d1c6c5c9c11",
             "pricing_type":"fixed_price","local_price":{"amount":"10.50","currency":"USD"},
             "metadata":{"merchant":"default","orderId":"order-1","attemptId":"0b8f7a52-6a0f-4a3e-9c58-0d1c6c5c9c11"} }
            """), JsonNode.Parse(sent.Body)), sent.Body);
    }

    [Fact]
    public async Task A_payment_that_has_an_ID_of_its_own_has_its_transaction_beside_it()
    {
        var without = (await Read("PENDING", "10.50")).Payments.Single();
        Assert.Equal(("0xf00d", true), (without.PaymentId.Value, without.TransactionHash.IsEmpty));

        Answers(Charge("PENDING", "10.50").Replace("{\"network\"", "{\"payment_id\":\"p-1\",\"network\""));
        var with = Assert.IsType<Found>(
            await rig.Processor.ReadInvoice(CoinbaseCommerceDialect.ChargeId, Cancellation)).Value.Payments.Single();
        Assert.Equal(("p-1", "0xf00d"), (with.PaymentId.Value, with.TransactionHash.Value));
    }

    [Fact]
    public async Task A_read_has_the_times_the_page_and_the_payments()
    {
        var invoice = await Read("NEW,PENDING", "4.00", "6.50/pending", "99.00/FAILED");

        Assert.Equal(new DateTimeOffset(2026, 11, 23, 1, 0, 0, TimeSpan.Zero), invoice.CreatedAt);
        Assert.Equal(invoice.CreatedAt.AddHours(1), invoice.ExpiresAt);
        Assert.Equal("https://commerce.example.com/charges/66BEOV2A", invoice.CheckoutUrl.Value);
        Assert.Equal((InvoiceStatus.Confirming, 10.50m, false),
            (invoice.Status, invoice.AmountPaid, invoice.IsPaymentConfirmed));
        Assert.Equal([(0.0001m, true, false), (0.0001m, false, false), (0.0001m, false, true)],
            invoice.Payments.Select(payment => (payment.Value, payment.IsConfirmed, payment.IsInvalid)));
    }

    [Fact]
    public async Task A_payment_that_failed_does_not_count_and_keeps_the_others_final()
    {
        Assert.True((await Read("NEW,COMPLETED", "10.50", "10.50/FAILED")).IsPaymentConfirmed);

        var worthless = await Read("NEW,COMPLETED", "10.50/FAILED");
        Assert.Equal((0m, false), (worthless.AmountPaid, worthless.IsPaymentConfirmed));
    }

    [Fact]
    public async Task Payments_that_no_number_can_hold_together_are_nonsense()
    {
        const string most = "79228162514264337593543950335";
        Answers(Charge("PENDING", most, most));

        Assert.IsType<Nonsense>(await rig.Processor.ReadInvoice(CoinbaseCommerceDialect.ChargeId, Cancellation));
    }

    [Fact]
    public async Task Money_in_several_payments_that_covers_the_price_settles_and_is_looked_into()
    {
        var twice = await Read("NEW,PENDING,UNRESOLVED/MULTIPLE", "10.50", "10.50");
        Assert.Equal((InvoiceStatus.Settled, Overpaid, 21.00m), (twice.Status, twice.Qualifiers, twice.AmountPaid));

        Assert.Equal(InvoiceStatus.Unrecognized, (await Read("UNRESOLVED/MULTIPLE", "5.00", "5.00")).Status);
        Assert.Equal(InvoiceStatus.Unrecognized, (await Read("UNRESOLVED/MULTIPLE", "10.50", "10.50/PENDING")).Status);
    }

    [Theory]
    [InlineData("NEW,COMPLETED,REFUNDED", InvoiceStatus.Settled, None, "10.50")]
    [InlineData("NEW,COMPLETED,PENDING REFUND", InvoiceStatus.Settled, None, "10.50")]
    [InlineData("NEW,COMPLETED,PENDING REFUND,REFUNDED", InvoiceStatus.Settled, None, "10.50")]
    [InlineData("NEW,UNRESOLVED/OVERPAID,REFUNDED", InvoiceStatus.Settled, Overpaid, "10.50")]
    [InlineData("NEW,UNRESOLVED/UNDERPAID,REFUNDED", InvoiceStatus.Expired, Underpaid, "0")]
    [InlineData("NEW,EXPIRED,UNRESOLVED/DELAYED,REFUNDED", InvoiceStatus.Expired, PaidLate, "0")]
    public async Task What_is_refunded_is_what_it_was_before_and_a_part_that_goes_back_counts_no_more(
        string timeline, InvoiceStatus status, InvoiceQualifiers beside, string paid)
    {
        Assert.True(Money.TryParseAmount(paid, out var expected));

        var invoice = await Read(timeline, "10.50");

        Assert.Equal((status, beside, expected), (invoice.Status, invoice.Qualifiers, invoice.AmountPaid));
        Assert.Contains("REFUND", invoice.StatusText, StringComparison.Ordinal);
        // Nothing says how much.
        Assert.Equal(0m, invoice.AmountRefunded);
    }

    [Fact]
    public void An_API_without_a_call_for_refunds_offers_none() =>
        Assert.IsNotType<IRefundingProcessor>(rig.Processor, exactMatch: false);

    [Fact]
    public async Task A_timeline_is_where_its_last_step_is()
    {
        var invoice = await Read("NEW,PENDING,UNRESOLVED/UNDERPAID", "4.00");

        Assert.Equal("UNRESOLVED/UNDERPAID", invoice.StatusText);
        Assert.True(invoice.IsPaymentConfirmed);
    }

    [Theory]
    [InlineData("\"local\":{\"amount\":\"10.50\"", "\"local\":{\"amount\":\"ten\"")]
    [InlineData("\"pricing\"", "\"prices\"")]
    [InlineData("\"timeline\"", "\"history\"")]
    [InlineData("\"local\":{\"amount\":\"4.00\",\"currency\":\"USD\"", "\"local\":{\"amount\":\"4.00\",\"currency\":\"EUR\"")]
    [InlineData(CoinbaseCommerceDialect.ChargeId, "another")]
    public async Task What_cannot_be_is_nonsense(string part, string bent)
    {
        var charge = Charge("PENDING", "4.00");
        Assert.Contains(part, charge, StringComparison.Ordinal);
        Answers(charge.Replace(part, bent, StringComparison.Ordinal));

        Assert.IsType<Nonsense>(await rig.Processor.ReadInvoice(CoinbaseCommerceDialect.ChargeId, Cancellation));
    }

    [Fact]
    public async Task A_search_follows_the_pages_and_is_not_misled_by_charges_of_others()
    {
        rig.Server.Answers(
            new Answer.Says(200, CoinbaseCommerceDialect.List(
                "/charges?more", """{"id":"theirs","pricing_type":"no_price"}""", "7",
                """{"metadata":[],"id":"a/b"}""")),
            new Answer.Says(200, CoinbaseCommerceDialect.List(null, Charge("NEW")["{\"data\":".Length..^2])));

        Assert.Single(await Find());

        Assert.Equal(
            ["/charges?limit=100&order=desc", "/charges?limit=100&order=desc&starting_after=a%2Fb"],
            rig.Server.Calls.Select(call => call.PathAndQuery));
    }

    [Fact]
    public async Task A_search_ends_where_charges_are_older_than_any_order_is_watched()
    {
        rig.Server.Answers(
            new Answer.Says(200, CoinbaseCommerceDialect.List(
                "/more", """{"id":"a","created_at":"2026-09-25T00:00:00Z"}""")),
            new Answer.Says(200, CoinbaseCommerceDialect.List(
                "/more", """{"id":"b","created_at":"2026-09-23T00:00:00Z"}""")));

        Assert.Empty(await Find());

        Assert.Equal(2, rig.Server.Calls.Count);
    }

    [Theory]
    [InlineData("NEW,CANCELED", true)]
    [InlineData("NEW,EXPIRED", false)]
    [InlineData("NEW,PENDING", false)]
    [InlineData("NEW,PENDING,COMPLETED", false)]
    public async Task A_charge_that_cannot_be_cancelled_says_whether_it_can_be_paid(string timeline, bool isUnpayable)
    {
        rig.Server.Answers(
            new Answer.Says(400, """{"error":{"type":"invalid_request"}}"""), new Answer.Says(200, Charge(timeline)));

        Assert.Equal(new ProcessorResult<bool>.Found(isUnpayable), await MakeUnpayable());
    }

    [Fact]
    public async Task A_cancelled_charge_is_unpayable_and_one_that_stays_new_is_not_claimed_to_be()
    {
        Answers(Charge("NEW,CANCELED"));
        Assert.Equal(new ProcessorResult<bool>.Found(true), await MakeUnpayable());

        Answers(Charge("NEW"));
        Assert.IsType<ProcessorResult<bool>.Nonsense>(await MakeUnpayable());

        rig.Server.Answers(new Answer.Says(400, "{}"), new Answer.Says(200, Charge("NEW")));
        Assert.Equal(new ProcessorResult<bool>.Found(false), await MakeUnpayable());
    }

    public void Dispose() => rig.Dispose();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="payments">amount or amount/status.</param>
    private static string Charge(string timeline, params string[] payments)
    {
        var written = payments.Select(payment => payment.Split('/') is [var amount, var status]
            ? CoinbaseCommerceDialect.PaymentJson(amount, status)
            : CoinbaseCommerceDialect.PaymentJson(payment));
        return CoinbaseCommerceDialect.Answer(
            CoinbaseCommerceDialect.ChargeJson(Request, timeline, $"[{string.Join(',', written)}]"));
    }

    private void Answers(string body) => rig.Server.Answers(new Answer.Says(200, body));

    private async Task<Invoice> Read(string timeline, params string[] payments)
    {
        Answers(Charge(timeline, payments));
        return Assert.IsType<Found>(
            await rig.Processor.ReadInvoice(CoinbaseCommerceDialect.ChargeId, Cancellation)).Value;
    }

    private async Task<ImmutableArray<Invoice>> Find() => Assert.IsType<ProcessorResult<ImmutableArray<Invoice>>.Found>(
        await rig.Processor.FindInvoices(Request.Order, Cancellation)).Value;

    private Task<ProcessorResult<bool>> MakeUnpayable() =>
        rig.Processor.MakeUnpayable(CoinbaseCommerceDialect.ChargeId, Cancellation);
}
