using System.Text.Json.Nodes;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;
using Found = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Invoice>.Found;

namespace CryptoPay.Processors.Tests.BtcPay;

public sealed class BtcPayCreateTests : IDisposable
{
    private static readonly InvoiceRequest Request = new()
    {
        Order = new("default", "order-settled-1"),
        AttemptId = "0b8f7a52-6a0f-4a3e-9c58-0d1c6c5c9c11",
        Price = new Money(10m, "USD"),
        CryptoCode = "LTC",
        Speed = TransactionSpeed.High,
        RateLock = TimeSpan.FromSeconds(899),
        Monitoring = TimeSpan.FromHours(1),
        TolerancePercent = 0.5m,
    };

    private static readonly Recording Recorded = Recording.Of("settled-medium-speed");
    private readonly ProcessorRig rig = new(BtcPayDialect.Settings);

    [Fact]
    public async Task The_request_says_what_was_asked_for_and_nothing_of_the_caller()
    {
        rig.Server.Answers(RecordedCreate(), new Answer.Says(403, ""));

        await Create(Request with { Description = "Gespräch" });

        var sent = rig.Server.Calls[0];
        Assert.Equal((HttpMethod.Post, $"{BtcPayDialect.StorePath}/invoices"), (sent.Method, sent.PathAndQuery));
        Assert.Equal("token 011fc1a46c0114b7368dc3e3ef7f3e425654449b", sent.Authorization);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""
            {"amount":"10.00","currency":"USD",
             "metadata":{"orderId":"order-settled-1","merchant":"default",
               "attemptId":"0b8f7a52-6a0f-4a3e-9c58-0d1c6c5c9c11","itemDesc":"Gespräch"},
             "checkout":{"speedPolicy":"HighSpeed","paymentMethods":["LTC-CHAIN"],"expirationMinutes":15,
               "monitoringMinutes":60,"paymentTolerance":0.5}}
            """), JsonNode.Parse(sent.Body)), sent.Body);
    }

    [Theory]
    [InlineData(TransactionSpeed.High, "HighSpeed")]
    [InlineData(TransactionSpeed.Medium, "MediumSpeed")]
    [InlineData(TransactionSpeed.Low, "LowSpeed")]
    public async Task The_speed_and_an_absent_description_are_written_as_the_server_takes_them(
        TransactionSpeed speed, string expected)
    {
        rig.Server.Answers(new Answer.Says(422, "[]"));

        await Create(Request with { Speed = speed });

        var sent = JsonNode.Parse(rig.Server.Calls[0].Body)!;
        Assert.Equal(expected, (string?)sent["checkout"]!["speedPolicy"]);
        Assert.False(sent["metadata"]!.AsObject().ContainsKey("itemDesc"));
    }

    [Fact]
    public async Task The_payment_URI_comes_with_a_read_after_the_create()
    {
        var read = Recorded.Moments().First(moment => moment.HasPaymentMethods);
        rig.Server.Answers(RecordedCreate(), new Answer.Says(200, Ours(read.Body)));

        var invoice = Assert.IsType<Found>(await Create(Request)).Value;

        Assert.StartsWith("litecoin:rltc1q", invoice.PaymentUri.Value, StringComparison.Ordinal);
        Assert.Equal(0.1m, invoice.CryptoAmount);
        Assert.Equal("http://127.0.0.1:23000/i/Aq1cQu5EcLGrdYoGZgpg19", invoice.CheckoutUrl.Value);
        Assert.Equal(
            $"{BtcPayDialect.StorePath}/invoices/{BtcPayDialect.InvoiceId}?includePaymentMethods=true",
            rig.Server.Calls[1].PathAndQuery);
    }

    [Fact]
    public async Task A_create_is_found_though_the_read_after_it_fails()
    {
        rig.Server.Answers(RecordedCreate(), new Answer.Says(403, ""));

        var invoice = Assert.IsType<Found>(await Create(Request)).Value;

        Assert.Equal(BtcPayDialect.InvoiceId, invoice.InvoiceId);
        Assert.True(invoice.PaymentUri.IsEmpty);
        Assert.Equal(0, invoice.CryptoAmount);
    }

    [Fact]
    public async Task A_create_does_not_wait_long_for_its_payment_URI()
    {
        rig.Server.Answers(RecordedCreate(), new Answer.Silent());
        var start = rig.Clock.GetUtcNow();

        Assert.IsType<Found>(await Create(Request));

        Assert.InRange(rig.Clock.GetUtcNow() - start, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task An_amount_that_the_server_rounds_to_the_currency_matches()
    {
        var recorded = Recording.Of("metadata-kept-and-unicode").Call("create invoice with 3 decimals");
        var answer = recorded.Body.Replace("\"metadata\":{}", $"\"metadata\":{{{Metadata}}}", StringComparison.Ordinal);
        rig.Server.Answers(new Answer.Says(200, answer), new Answer.Says(403, ""));

        var created = await Create(Request with { Price = new Money(10.129m, "USD") });

        Assert.Equal(new Money(10.13m, "USD"), Assert.IsType<Found>(created).Value.Price);
    }

    [Fact]
    public async Task A_chain_back_end_that_is_down_is_a_fault_that_may_pass()
    {
        rig.Server.Answers(Recording.Of("chain-backend-down").AnswerTo("create invoice"));

        Assert.Equal(new ProcessorResult<Invoice>.Unavailable("generic-error"), await Create(Request));
    }

    public void Dispose() => rig.Dispose();

    private Task<ProcessorResult<Invoice>> Create(InvoiceRequest request) =>
        rig.Elapse(rig.Processor.CreateInvoice(request, TestContext.Current.CancellationToken));

    private static Answer RecordedCreate() => new Answer.Says(200, Ours(Recorded.Call("create invoice").Body));

    private const string Metadata =
        """
        "orderId":"order-settled-1","merchant":"default","attemptId":"0b8f7a52-6a0f-4a3e-9c58-0d1c6c5c9c11"
        """;

    /// <summary>The recorded invoices carry the order only.</summary>
    private static string Ours(string body) =>
        body.Replace("\"orderId\":\"order-settled-1\"", Metadata, StringComparison.Ordinal);
}
