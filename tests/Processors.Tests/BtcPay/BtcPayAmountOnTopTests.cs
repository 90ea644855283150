using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors.Tests.BtcPay;

/// <summary>
/// What a store asks for beyond what is missing of the price: its network fee for each further payment.
/// </summary>
public sealed class BtcPayAmountOnTopTests : IDisposable
{
    private readonly ProcessorRig rig = new(BtcPayDialect.Settings);

    [Theory]
    // 4 of 10 USD came in one payment, and a second costs 0.0004 coins at 100 USD.
    [InlineData("New/PaidPartial", "10.00", "USD", "4.00", "100", "0.0604", "0.04")]
    // No fee: the server rounds up to whole units of the coin.
    [InlineData("New/PaidPartial", "10.00", "USD", "4.00", "100", "0.06", "0")]
    [InlineData("New/PaidPartial", "10.00", "USD", "3.3561725", "67123.45", "0.00009898", "0")]
    [InlineData("New/PaidPartial", "10.00", "USD", "3.3561725", "67123.45", "0.00010398", "0.335668831")]
    [InlineData("New/PaidPartial", "1000", "JPY", "402.7407", "10068517.5", "0.00005932", "0")]
    [InlineData("New/PaidPartial", "1000", "JPY", "402.7407", "10068517.5", "0.00006432", "50.3477456")]
    [InlineData("New/PaidPartial", "10.00", "USD", "4.00", "100", "0.06000001", "0")]
    [InlineData("New/PaidPartial", "10.00", "USD", "4.00", "100", "0.06000002", "0.000002")]
    // All of the price is there, and the fee of the payment that brought it is missing.
    [InlineData("New/None", "10.00", "USD", "10.00", "100", "0.0004", "0.04")]
    [InlineData("New/PaidPartial", "10.00", "USD", "10.00", "100", "0", "0")]
    [InlineData("New/PaidPartial", "10.00", "USD", "10.01", "100", "-0.0001", "0")]
    // A payment below its own fee brings nothing and costs it.
    [InlineData("New/PaidPartial", "10.00", "USD", "0", "100", "0.1003", "0.03")]
    // Nobody is asked any more.
    [InlineData("Expired/PaidPartial", "10.00", "USD", "4.00", "100", "0.0604", "0")]
    [InlineData("Processing/None", "10.00", "USD", "10.00", "100", "0.0004", "0")]
    [InlineData("Invalid/Marked", "10.00", "USD", "4.00", "100", "0.0604", "0")]
    public async Task What_is_asked_for_beyond_the_rest_of_the_price_is_on_top(
        string status, string price, string currency, string paid, string rate, string due, string onTop)
    {
        var invoice = await Read(status, price, currency, paid, Method(rate, due, Payment("Processing")));

        Assert.Equal(decimal.Parse(onTop), invoice.AmountOnTop);
    }

    [Theory]
    [InlineData("10.00", "USD", "67123.45", "0.00014898")]
    [InlineData("10.00", "USD", "67123.45", "0.00015398")]
    [InlineData("1000", "JPY", "10068517.5", "0.00009932")]
    public async Task An_untouched_invoice_asks_for_its_price_exactly(
        string price, string currency, string rate, string due)
    {
        foreach (var payments in new[] { "", Payment("Invalid") })
        {
            var invoice = await Read("New/None", price, currency, "0", Method(rate, due, payments));
            Assert.Equal(0m, invoice.AmountOnTop);
        }
    }

    [Fact]
    public async Task Where_the_server_does_not_say_what_is_due_nothing_is_on_top()
    {
        var silent = Method("100", "0.0604", Payment("Processing"))
            .Replace("\"due\":\"0.0604\",", "", StringComparison.Ordinal);

        Assert.Equal(0m, (await Read("New/PaidPartial", "10.00", "USD", "4.00", silent)).AmountOnTop);
    }

    [Fact]
    public async Task What_no_number_can_hold_is_nonsense() => Assert.IsType<ProcessorResult<Invoice>.Nonsense>(
        await ReadResult("New/PaidPartial", "10.00", "USD", "4.00",
            Method("79228162514264337593543950335", "2", Payment("Processing"))));

    public void Dispose() => rig.Dispose();

    private static string Payment(string status) =>
        $$"""{"id":"f4184fc5-0","value":"0.04","fee":"0","status":"{{status}}"}""";

    private static string Method(string rate, string due, string payments = "") => $$"""
        [{"activated":true,"paymentMethodId":"BTC-CHAIN","currency":"BTC","paymentLink":"bitcoin:bcrt1qexample",
        "rate":"{{rate}}","amount":"0.1","due":"{{due}}","payments":[{{payments}}]}]
        """;

    private async Task<Invoice> Read(string status, string price, string currency, string paid, string methods) =>
        Assert.IsType<ProcessorResult<Invoice>.Found>(await ReadResult(status, price, currency, paid, methods)).Value;

    private Task<ProcessorResult<Invoice>> ReadResult(
        string status, string price, string currency, string paid, string methods)
    {
        var request = BtcPayDialect.Request with { Price = new Money(decimal.Parse(price), currency) };
        rig.Server.Answers(new Answer.Says(200, BtcPayDialect.InvoiceJson(request, $"{status}/{paid}").Replace(
            "\"paymentMethods\":[]", $"\"paymentMethods\":{methods}", StringComparison.Ordinal)));
        return rig.Elapse(
            rig.Processor.ReadInvoice(BtcPayDialect.InvoiceId, TestContext.Current.CancellationToken));
    }
}
