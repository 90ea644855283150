using System.Text.Json.Nodes;
using CryptoPay.Payments.Processors;
using Found = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Invoice>.Found;
using Nonsense = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Invoice>.Nonsense;
using Refused = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Invoice>.Refused;

namespace CryptoPay.Processors.Tests.BitPay;

public sealed class BitPayCreateTests : IDisposable
{
    private static readonly InvoiceRequest Request = BitPayDialect.Request;
    private readonly ProcessorRig rig = new(BitPayDialect.Settings);

    [Fact]
    public async Task The_request_says_what_was_asked_for_on_the_POS_facade_and_nothing_of_the_caller()
    {
        await Create(Request with { Description = "Gespräch", Speed = TransactionSpeed.High });

        var call = Assert.Single(rig.Server.Calls);
        Assert.Equal((HttpMethod.Post, "/invoices"), (call.Method, call.PathAndQuery));
        var sent = JsonNode.Parse(call.Body)!.AsObject();
        var posData = JsonNode.Parse((string)sent["posData"]!);
        sent.Remove("posData");
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""
            {"token":"pos-token-0123456789","price":20,"currency":"USD","guid":"0b8f7a52-6a0f-4a3e-9c58-0d1c6c5c9c11",
             "orderId":"order-ünï-✓-1","itemDesc":"Gespräch","paymentCurrencies":["BTC"],"transactionSpeed":"high",
             "acceptanceWindow":900000,"notificationURL":"https://pay.example.com/webhooks/main",
             "extendedNotifications":true}
            """), sent), call.Body);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""
            {"merchant":"default","orderId":"order-ünï-✓-1","attemptId":"0b8f7a52-6a0f-4a3e-9c58-0d1c6c5c9c11","coin":"BTC"}
            """), posData), posData!.ToJsonString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public async Task Without_a_webhook_URL_no_webhook_is_asked_for(string? none)
    {
        rig.Change("WebhookUrl", none);

        await Create(Request);

        Assert.DoesNotContain("otification", rig.Server.Calls[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_answer_has_the_page_the_payment_URI_and_the_times()
    {
        var invoice = Assert.IsType<Found>(await Create(Request)).Value;

        Assert.Equal($"https://test.bitpay.com/invoice?id={BitPayDialect.InvoiceId}", invoice.CheckoutUrl.Value);
        Assert.Equal($"bitcoin:?r=https://test.bitpay.com/i/{BitPayDialect.InvoiceId}", invoice.PaymentUri.Value);
        Assert.Equal(0.0004m, invoice.CryptoAmount);
        Assert.Equal(BitPayDialect.CreatedAt, invoice.CreatedAt);
        Assert.Equal(BitPayDialect.CreatedAt.AddMinutes(15), invoice.ExpiresAt);
        Assert.Equal(invoice.ExpiresAt.AddHours(24), invoice.MonitoredUntil);
    }

    [Fact]
    public async Task A_repeated_guid_that_answers_with_the_same_invoice_is_that_invoice()
    {
        var first = await Create(Request);

        Assert.Equal(Assert.IsType<Found>(first).Value, Assert.IsType<Found>(await Create(Request)).Value);
    }

    [Theory]
    [InlineData("""{"price":19.99}""")]
    [InlineData("""{"currency":"EUR"}""")]
    [InlineData("""{"orderId":"another"}""")]
    [InlineData("""{"posData":"{}"}""")]
    [InlineData("""{"posData":null}""")]
    [InlineData("""{"posData":"not JSON"}""")]
    public async Task A_repeated_guid_that_answers_with_another_invoice_is_nonsense(string bent) =>
        Assert.IsType<Nonsense>(await Create(Request, BitPayDialect.Invoice(Request, bent: bent)));

    [Theory]
    [InlineData("""{"price":"20.00"}""")]
    [InlineData("""{"exceptionStatus":null}""")]
    [InlineData("""{"orderId":null}""")]
    [InlineData("""{"transactions":null,"paymentCodes":null,"amountPaid":"0"}""")]
    public async Task What_is_only_written_otherwise_is_the_invoice_that_was_asked_for(string bent) =>
        Assert.IsType<Found>(await Create(Request, BitPayDialect.Invoice(Request, bent: bent)));

    [Theory]
    [InlineData(200, """{"status":"error","code":"010102","data":null,"error":"Invalid parameter"}""", "bitpay_010102", false)]
    [InlineData(400, """{"status":"error","code":"010103","data":null,"error":"Missing parameter"}""", "bitpay_010103", false)]
    [InlineData(400, """{"code":"010110"}""", "amount_too_small", false)]
    [InlineData(400, """{"code":"010111"}""", "bitpay_010111", false)]
    [InlineData(422, """{"errors":[{"error":"must be a number","param":"price"}]}""", "invalid_request", false)]
    [InlineData(400, """{"code":"000004"}""", "bitpay_000004", true)]
    [InlineData(400, """{"error":"Invalid token"}""", "http_400", true)]
    [InlineData(401, """{"code":"010102"}""", "http_401", true)]
    [InlineData(403, "", "http_403", true)]
    [InlineData(400, "<html>", "http_400", true)]
    [InlineData(400, """{"code":"0101O2"}""", "http_400", true)]
    [InlineData(400, """{"code":10102}""", "http_400", true)]
    public async Task A_refusal_says_whether_the_settings_or_the_request_must_change(
        int status, string body, string code, bool isOfSettings)
    {
        rig.Server.Answers(new Answer.Says(status, body));

        Assert.Equal(new Refused(code, isOfSettings), await rig.Elapse(
            rig.Processor.CreateInvoice(Request, TestContext.Current.CancellationToken)));
    }

    public void Dispose() => rig.Dispose();

    private Task<ProcessorResult<Invoice>> Create(InvoiceRequest request, string? invoice = null)
    {
        rig.Server.Answers(new Answer.Says(200, BitPayDialect.Answer(invoice ?? BitPayDialect.Invoice(request))));
        return rig.Elapse(rig.Processor.CreateInvoice(request, TestContext.Current.CancellationToken));
    }
}
