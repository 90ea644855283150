using System.Security.Cryptography;
using System.Text;
using System.Web;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Tests.FieldFailures;

namespace CryptoPay.Processors.Tests.BitPay;

/// <summary>
/// 8, 9 and 16 cannot be: BitPay gives back by itself what comes late or is too much, and nobody can mark an invoice as
/// paid. 10 and 13 have a form of their own.
/// </summary>
public sealed class BitPayFieldFailureTests : FieldFailures.FieldFailures
{
    protected override IReadOnlyDictionary<string, string?> Settings => BitPayDialect.Settings;

    protected override string SecretSetting => "ApiToken";

    protected override string KeySetting => "ApiToken";

    protected override string InvoiceId => BitPayDialect.InvoiceId;

    protected override Seen Replaced => new(Life.Invalid, "100.00");

    protected override Answer.Says RevokedKey => new(401, """{"error":"Invalid token"}""");

    [Fact]
    public async Task Failure_10_what_an_exchange_kept_as_its_fee_and_BitPay_lets_pass_is_missing_and_not_underpaid()
    {
        var invoice = await Read(new Seen(Life.Settled, "99.60", IsFinal: true));

        Assert.Equal((InvoiceStatus.Settled, InvoiceQualifiers.None, 99.96m),
            (invoice.Status, invoice.Qualifiers, invoice.AmountPaid));
    }

    [Theory]
    [InlineData("expired", "paidPartial", InvoiceQualifiers.Underpaid)]
    [InlineData("invalid", "paidOver", InvoiceQualifiers.Overpaid)]
    public async Task Failure_13_an_invoice_that_failed_still_says_what_was_wrong_with_the_money(
        string status, string exception, InvoiceQualifiers beside)
    {
        var invoice = await Found(status, $$"""{"exceptionStatus":"{{exception}}","amountPaid":20000}""");

        Assert.Equal(beside, invoice.Qualifiers);
    }

    [Fact]
    public async Task Of_an_expired_part_payment_that_BitPay_gives_back_all_is_due_in_the_coin_too()
    {
        var invoice = await Found("expired", """
            {"exceptionStatus":"paidPartial","amountPaid":20000,"transactions":[{"txid":"ab","amount":20000}]}
            """);

        Assert.Equal(0, invoice.AmountPaid);
        Assert.Equal(0.0002m, Assert.Single(invoice.Payments).Value);
        Assert.Equal((0.0004m, 0.0004m), (invoice.CryptoAmount, invoice.CryptoDue));
    }

    [Theory]
    [InlineData("18446744073709551616")]
    [InlineData("\"18446744073709551616\"")]
    [InlineData("1.8446744073709551616e19")]
    public async Task Failure_19_smallest_units_beyond_64_bits_are_exact_in_each_type_that_they_come_in(string units)
    {
        var invoice = await Found("new", $$"""
            {"transactionCurrency":"DAI","amountPaid":{{units}},"transactions":[{"txid":"0xabc","amount":{{units}}}]}
            """);

        Assert.Equal(18.446744073709551616m, Assert.Single(invoice.Payments).Value);
        Assert.Equal(92.23m, invoice.AmountPaid);
    }

    [Theory]
    [InlineData("false", "\"100.00\"", InvoiceQualifiers.None)]
    [InlineData("null", "100", InvoiceQualifiers.None)]
    [InlineData("\"paidOver\"", "\"100\"", InvoiceQualifiers.Overpaid)]
    public async Task Failure_19_a_type_that_changes_changes_no_meaning(
        string exception, string price, InvoiceQualifiers beside)
    {
        var invoice = await Found("complete", $$"""{"exceptionStatus":{{exception}},"price":{{price}}}""");

        Assert.Equal((InvoiceStatus.Settled, beside, 100m), (invoice.Status, invoice.Qualifiers, invoice.AmountPaid));
    }

    [Fact]
    public async Task Failure_20_what_the_merchant_key_signs_is_what_is_sent_in_every_script()
    {
        await Find();

        var call = Rig.Server.Calls[^1];
        Assert.Equal(Request.Order.OrderId, HttpUtility.ParseQueryString(call.PathAndQuery)["orderId"]);
        using var key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.CreateFromFriendlyName("secp256k1"),
            D = Convert.FromHexString(BitPayDialect.MerchantKey),
        });
        Assert.True(key.VerifyData(
            Encoding.UTF8.GetBytes($"https://test.bitpay.com{call.PathAndQuery}"),
            Convert.FromHexString(call.Headers.GetValues("X-Signature").Single()),
            HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }

    protected override string KeyOf(HttpCall call) =>
        HttpUtility.ParseQueryString(call.PathAndQuery.Split('?')[1])["token"]!;

    protected override string InvoiceJson(InvoiceRequest request, Seen seen)
    {
        var status = seen.Life switch
        {
            Life.Open => "new",
            Life.Confirming => "paid",
            Life.Settled => "complete",
            Life.Expired => "expired",
            Life.Invalid => "invalid",
            _ => throw new ArgumentOutOfRangeException(nameof(seen)),
        };
        // 40,000 satoshi are the price.
        var satoshi = (int)(decimal.Parse(seen.Paid) / 100m * 40_000m);
        return BitPayDialect.Invoice(request, status, $$"""{"amountPaid":{{satoshi}}}""");
    }

    protected override string AnswerJson(string invoice) => BitPayDialect.Answer(invoice);

    protected override string AnswerJson(string[] invoices) => BitPayDialect.Answer($"[{string.Join(',', invoices)}]");

    protected override string WebhookJson(string merchant, string orderId)
    {
        var posData = $$"""{\"merchant\":\"{{merchant}}\",\"orderId\":\"{{orderId}}\"}""";
        return $$"""
            {
              "event": { "code": 1003, "name": "invoice_paidInFull" },
              "data": { "id": "{{InvoiceId}}", "status": "paid", "price": 100.00, "posData": "{{posData}}" }
            }
            """;
    }

    protected override WebhookDelivery Deliver(byte[] body, string secret, DateTimeOffset at)
    {
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));
        return new WebhookDelivery(name => name is "x-signature" ? [signature] : [], body, at);
    }

    private async Task<Invoice> Found(string status, string bent) =>
        Assert.IsType<ProcessorResult<Invoice>.Found>(await Read(BitPayDialect.Invoice(Request, status, bent))).Value;
}
