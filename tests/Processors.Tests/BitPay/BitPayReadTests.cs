using CryptoPay.Payments.Processors;
using Found = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Invoice>.Found;
using Nonsense = CryptoPay.Payments.Processors.ProcessorResult<CryptoPay.Payments.Processors.Invoice>.Nonsense;

namespace CryptoPay.Processors.Tests.BitPay;

public sealed class BitPayReadTests : IDisposable
{
    private readonly ProcessorRig rig = new(BitPayDialect.Settings);

    [Fact]
    public async Task A_read_needs_the_POS_token_only()
    {
        await Read();

        Assert.Equal(
            $"/invoices/{BitPayDialect.InvoiceId}?token={BitPayDialect.ApiToken}", rig.Server.Calls[0].PathAndQuery);
    }

    [Theory]
    [InlineData("10000", "5.00")]
    [InlineData("39999", "19.99")]
    [InlineData("1", "0.00")]
    [InlineData("13333", "6.66")]
    [InlineData("\"10000\"", "5.00")]
    [InlineData("1e4", "5.00")]
    public async Task A_part_payment_is_worth_its_share_and_never_a_cent_more(string amountPaid, string worth) =>
        Assert.Equal(worth, (await Found($$"""{"amountPaid":{{amountPaid}}}""")).AmountPaid.ToString("0.00"));

    [Fact]
    public async Task A_coin_of_18_decimals_is_counted_beyond_64_bits()
    {
        var invoice = await Found("""
            {"transactionCurrency":"DAI","amountPaid":9500000000000000000,
             "transactions":[{"amount":9500000000000000000,"txid":"0xabc","confirmations":0}]}
            """);

        Assert.Equal(9.50m, invoice.AmountPaid);
        Assert.Equal(9.5m, Assert.Single(invoice.Payments).Value);
        Assert.Equal(20m, invoice.CryptoAmount);
    }

    [Fact]
    public async Task Each_transaction_is_a_payment_in_whole_coins_and_final_when_the_invoice_is()
    {
        const string bent = """
            {"amountPaid":40000,"transactions":[{"amount":15000,"txid":"aa","confirmations":1},
             {"amount":"25000","txid":"bb"},{"amount":1},null]}
            """;

        var (paid, complete) = (await Found(bent, "paid"), await Found(bent, "complete"));

        Assert.Equal([("aa", 0.00015m, false), ("bb", 0.00025m, false)],
            paid.Payments.Select(payment => (payment.PaymentId.Value, payment.Value, payment.IsConfirmed)));
        Assert.All(complete.Payments, payment => Assert.True(payment.IsConfirmed));
        Assert.Equal((false, true), (paid.IsPaymentConfirmed, complete.IsPaymentConfirmed));
    }

    [Theory]
    [InlineData("paid", "40000", 20)]
    [InlineData("confirmed", "39853", 20)]
    [InlineData("complete", "50000", 20)]
    [InlineData("invalid", "40000", 20)]
    [InlineData("invalid", "50000", 20)]
    [InlineData("declined", "20000", 10)]
    [InlineData("expired", "20000", 0)]
    public async Task Only_money_that_BitPay_keeps_counts(string status, string amountPaid, int worth) =>
        Assert.Equal(worth, (await Found($$"""{"amountPaid":{{amountPaid}}}""", status)).AmountPaid);

    [Fact]
    public async Task A_paid_invoice_is_worth_its_price_though_no_total_is_known() =>
        Assert.Equal(20m, (await Found("""{"transactionCurrency":"NEW","amountPaid":7}""", "complete")).AmountPaid);

    [Fact]
    public async Task Money_in_a_coin_that_is_not_asked_for_is_nonsense() =>
        Assert.IsType<Nonsense>(await Read("""{"transactionCurrency":"NEW","amountPaid":7}"""));

    [Theory]
    [InlineData("""{"exceptionStatus":"paidLate"}""")]
    [InlineData("""{"exceptionStatus":true}""")]
    [InlineData("""{"exceptionStatus":{"a":1}}""")]
    public async Task An_exception_status_that_is_not_known_is_unrecognized(string bent) =>
        Assert.Equal(InvoiceStatus.Unrecognized, (await Found(bent, "complete")).Status);

    [Theory]
    [InlineData("""{"id":"another"}""")]
    [InlineData("""{"id":null}""")]
    [InlineData("""{"url":null}""")]
    [InlineData("""{"status":null}""")]
    [InlineData("""{"currency":null}""")]
    [InlineData("""{"price":null}""")]
    [InlineData("""{"price":"1e1"}""")]
    [InlineData("""{"price":-1}""")]
    [InlineData("""{"price":79228162514264337593543950336}""")]
    [InlineData("""{"amountPaid":1.5}""")]
    [InlineData("""{"amountPaid":-1}""")]
    [InlineData("""{"amountPaid":"1e999999999"}""")]
    [InlineData("""{"amountPaid":true}""")]
    [InlineData("""{"invoiceTime":"2026"}""")]
    [InlineData("""{"invoiceTime":-1}""")]
    [InlineData("""{"expirationTime":253402300799999}""")]
    [InlineData("""{"expirationTime":9223372036854775808}""")]
    public async Task What_cannot_be_is_nonsense(string bent) => Assert.IsType<Nonsense>(await Read(bent));

    [Fact]
    public async Task A_lone_surrogate_anywhere_is_nonsense_and_no_exception()
    {
        foreach (var name in new[] { "posData", "orderId", "status", "url", "transactionCurrency", "exceptionStatus" })
        {
            Answering(BitPayDialect.Invoice(BitPayDialect.Request, bent: $$"""{"{{name}}":"LONE"}""")
                .Replace("LONE", "\\ud800", StringComparison.Ordinal));
            Assert.IsType<Nonsense>(await ReadAgain());
        }
    }

    public void Dispose() => rig.Dispose();

    private async Task<Invoice> Found(string bent = "{}", string status = "new") =>
        Assert.IsType<Found>(await Read(bent, status)).Value;

    private Task<ProcessorResult<Invoice>> Read(string bent = "{}", string status = "new")
    {
        Answering(BitPayDialect.Invoice(BitPayDialect.Request, status, bent));
        return ReadAgain();
    }

    private void Answering(string invoice) =>
        rig.Server.Answers(new Answer.Says(200, BitPayDialect.Answer(invoice)));

    private Task<ProcessorResult<Invoice>> ReadAgain() => rig.Elapse(
        rig.Processor.ReadInvoice(BitPayDialect.InvoiceId, TestContext.Current.CancellationToken));
}
