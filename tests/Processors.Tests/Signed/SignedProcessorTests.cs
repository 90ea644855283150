using System.Text.Json.Nodes;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;
using Found = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Invoice>.Found;
using Nonsense = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Invoice>.Nonsense;

namespace CryptoPay.Processors.Tests.Signed;

public sealed class SignedProcessorTests : IDisposable
{
    private static readonly InvoiceRequest Request = new()
    {
        Order = new("default", "CC-1001"),
        AttemptId = "0b8f7a52-6a0f-4a3e-9c58-0d1c6c5c9c11",
        Price = new Money(100m, "USD"),
        CryptoCode = "BTC",
        Speed = TransactionSpeed.High,
        Description = "Gespräch",
        RateLock = TimeSpan.FromMinutes(15),
        Monitoring = TimeSpan.FromHours(24),
        TolerancePercent = 0.5m,
    };

    private static readonly string Payment = SignedDialect.PaymentJson(Request, "confirming/100.00");
    private readonly ProcessorRig rig = new(SignedDialect.Settings);

    [Fact]
    public void The_contract_has_no_list_of_all_payments() => Assert.False(rig.Lists);

    [Fact]
    public async Task A_create_is_the_missions_body_under_the_attempt_as_idempotency_key()
    {
        rig.Change("WebhookUrl", "https://gateway.example.com/webhooks/main");

        var sent = await SentBy(Request);

        Assert.Equal((HttpMethod.Post, "/api/payments"), (sent.Method, sent.PathAndQuery));
        Assert.Equal("Bearer signed-test-key", sent.Authorization);
        Assert.Equal(["0b8f7a52-6a0f-4a3e-9c58-0d1c6c5c9c11"], sent.Headers.GetValues("Idempotency-Key"));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""
            {"posLabel":"Gespräch","orderId":"CC-1001","amount":"100.00",
             "currency":{"isoCode":"USD","cryptoCode":"BTC"},"transactionSpeed":"high",
             "notificationUrl":"https://gateway.example.com/webhooks/main",
             "metadata":{"merchant":"default","orderId":"CC-1001","attemptId":"0b8f7a52-6a0f-4a3e-9c58-0d1c6c5c9c11"},
             "expiresInSeconds":900,"monitoringSeconds":86400,"tolerancePercent":"0.5"}
            """), JsonNode.Parse(sent.Body)), sent.Body);
    }

    [Theory]
    [InlineData(TransactionSpeed.High, "high")]
    [InlineData(TransactionSpeed.Medium, "medium")]
    [InlineData(TransactionSpeed.Low, "low")]
    public async Task The_speed_is_a_word_and_a_URL_that_is_not_set_is_left_out(TransactionSpeed speed, string word)
    {
        var body = JsonNode.Parse((await SentBy(Request with { Speed = speed })).Body)!.AsObject();

        Assert.Equal(word, (string?)body["transactionSpeed"]);
        Assert.False(body.ContainsKey("notificationUrl"));
    }

    [Fact]
    public async Task A_transfer_that_is_invalid_does_not_count_and_keeps_the_others_final()
    {
        const string seen = "\"isConfirmed\":false}";
        var worthless = Payment.Replace(seen, "\"isConfirmed\":false,\"isInvalid\":true}", StringComparison.Ordinal);
        var replaced = worthless.Replace("true}", """
            true},{"id":"a16f3ce4","cryptoAmount":"0.00021","isConfirmed":true}
            """, StringComparison.Ordinal);

        Assert.Equal([true], Assert.IsType<Found>(await Read(worthless)).Value.Payments.Select(by => by.IsInvalid));
        Assert.False(Assert.IsType<Found>(await Read(worthless)).Value.IsPaymentConfirmed);
        Assert.True(Assert.IsType<Found>(await Read(replaced)).Value.IsPaymentConfirmed);
    }

    [Fact]
    public async Task A_read_has_the_money_times_links_and_transfers_of_the_payment()
    {
        var invoice = Assert.IsType<Found>(await Read(Payment)).Value;

        Assert.Equal(100m, invoice.AmountPaid);
        Assert.Equal(0.00021m, invoice.CryptoAmount);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 1, 12, 49, TimeSpan.Zero), invoice.CreatedAt);
        Assert.Equal(invoice.CreatedAt.AddMinutes(15), invoice.ExpiresAt);
        Assert.Equal(invoice.ExpiresAt.AddHours(24), invoice.MonitoredUntil);
        Assert.Equal("https://pay.example.com/p/pay_7f3a", invoice.CheckoutUrl.Value);
        Assert.Equal("bitcoin:bcrt1qexample?amount=0.00021", invoice.PaymentUri.Value);
        Assert.Equal("f4184fc5", Assert.Single(invoice.Payments).PaymentId.Value);
        Assert.False(invoice.IsPaymentConfirmed);
        Assert.True(Assert.IsType<Found>(await Read(Bent("\"isConfirmed\":false", "\"isConfirmed\":true")))
            .Value.IsPaymentConfirmed);
    }

    [Theory]
    [InlineData("\"amountPaid\":\"100.00\"", "\"amountPaid\":\"1e2\"")]
    [InlineData("\"amountPaid\":\"100.00\"", "\"amountPaid\":\"100,00\"")]
    [InlineData("\"amountPaid\":\"100.00\"", "\"amountPaid\":\"-1\"")]
    [InlineData("\"amountPaid\":\"100.00\"", "\"amountPaid\":null")]
    [InlineData("\"amountPaid\":\"100.00\"", "\"amountPaid\":\"100.00\",\"amountPaid\":\"0\"")]
    [InlineData("\"amount\":\"100.00\",", "")]
    [InlineData("\"status\":\"confirming\",", "")]
    [InlineData("\"status\":\"confirming\"", "\"status\":null")]
    [InlineData("\"status\":\"confirming\"", "\"status\":7")]
    [InlineData("\"isoCode\":\"USD\",", "")]
    [InlineData("\"createdAt\":1795396369", "\"createdAt\":\"2026-11-23T01:12:49\"")]
    [InlineData("\"expiresAt\":1795397269", "\"expiresAt\":-1")]
    [InlineData("\"isConfirmed\":false", "\"isConfirmed\":\"false\"")]
    [InlineData("\"isConfirmed\":false", "\"isConfirmed\":null")]
    [InlineData("\"id\":\"pay_7f3a\"", "\"id\":\"another\"")]
    public async Task What_cannot_be_is_nonsense(string contract, string bent) =>
        Assert.IsType<Nonsense>(await Read(Bent(contract, bent)));

    [Theory]
    [InlineData("cancelled/0", true)]
    [InlineData("failed/0", true)]
    [InlineData("confirming/100", false)]
    public async Task A_cancel_says_whether_the_payment_is_unpayable_now(string status, bool isUnpayable) =>
        Assert.Equal(new ProcessorResult<bool>.Found(isUnpayable), await MakeUnpayable(
            new Answer.Says(200, SignedDialect.PaymentJson(Request, status))));

    [Fact]
    public async Task A_payment_that_can_no_longer_be_cancelled_is_not_unpayable() => Assert.Equal(
        new ProcessorResult<bool>.Found(false),
        await MakeUnpayable(new Answer.Says(409, """{"code":"not_cancellable","message":"It is paid."}""")));

    [Fact]
    public async Task A_cancel_that_answers_about_another_payment_claims_nothing() => Assert.IsType<
        ProcessorResult<bool>.Nonsense>(await MakeUnpayable(new Answer.Says(
            200, SignedDialect.PaymentJson(Request, "cancelled").Replace("pay_7f3a", "another"))));

    public void Dispose() => rig.Dispose();

    private static string Bent(string contract, string bent)
    {
        Assert.Contains(contract, Payment, StringComparison.Ordinal);
        return Payment.Replace(contract, bent, StringComparison.Ordinal);
    }

    private async Task<HttpCall> SentBy(InvoiceRequest request)
    {
        rig.Server.Answers(new Answer.Says(422, ""));
        await rig.Elapse(rig.Processor.CreateInvoice(request, TestContext.Current.CancellationToken));
        return rig.Server.Calls[0];
    }

    private Task<ProcessorResult<Invoice>> Read(string body)
    {
        rig.Server.Answers(new Answer.Says(200, body));
        return rig.Elapse(rig.Processor.ReadInvoice("pay_7f3a", TestContext.Current.CancellationToken));
    }

    private Task<ProcessorResult<bool>> MakeUnpayable(Answer answer)
    {
        rig.Server.Answers(answer);
        return rig.Elapse(rig.Processor.MakeUnpayable("pay_7f3a", TestContext.Current.CancellationToken));
    }
}
