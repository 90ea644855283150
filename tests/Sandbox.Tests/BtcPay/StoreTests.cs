using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CryptoPay.Sandbox.Tests.Hosting;

namespace CryptoPay.Sandbox.Tests.BtcPay;

/// <summary>What a person sets in the store, for invoices of 10.00 USD at 100 USD for one LTC.</summary>
public sealed class StoreTests : IAsyncLifetime
{
    private const string Body = """
        {"amount":"10.00","currency":"USD","metadata":{"orderId":"order-1"},"checkout":{"paymentMethods":["LTC-CHAIN"]}}
        """;

    private SandboxHost sandbox = null!;

    public async ValueTask InitializeAsync() => sandbox = await SandboxHost.Start();

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();

    [Fact]
    public async Task Only_further_payments_are_charged_a_network_fee_and_each_of_them_is()
    {
        var invoiceId = await Charging("MultiplePaymentsOnly");
        Assert.Equal("0 paid, 0.1 due, 0 fee", await Shown(invoiceId));

        await sandbox.Control("order-1", "pay?amount=4.00");
        Assert.Equal("4.00 paid, 0.0604 due, 0.0004 fee", await Shown(invoiceId));

        await sandbox.Control("order-1", "pay?amount=1.00");
        Assert.Equal("4.96 paid, 0.0508 due, 0.0008 fee", await Shown(invoiceId));

        await sandbox.Control("order-1", "pay");
        await sandbox.Control("order-1", "confirm");
        Assert.Equal("10.00 paid, 0 due, 0.0008 fee", await Shown(invoiceId));
        Assert.Equal("Settled", (await sandbox.Read(invoiceId)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Dust_lowers_what_was_paid_even_of_a_settled_invoice()
    {
        var invoiceId = await Charging("MultiplePaymentsOnly");
        await sandbox.Control("order-1", "pay");
        await sandbox.Control("order-1", "confirm");

        await sandbox.Control("order-1", "pay?amount=0.01");

        Assert.Equal("9.97 paid, 0.0007 due, 0.0008 fee", await Shown(invoiceId));
        Assert.Equal("Settled", (await sandbox.Read(invoiceId)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_store_may_charge_the_first_payment_too()
    {
        var invoiceId = await Charging("Always");

        Assert.Equal("0 paid, 0.1004 due, 0.0004 fee", await Shown(invoiceId));
    }

    [Theory]
    [InlineData("""{"disabledMethods":["LTC-CHAIN"]}""", HttpStatusCode.BadRequest, "generic-error")]
    [InlineData("""{"currenciesWithoutRate":["USD"]}""", HttpStatusCode.BadRequest, "ERR_NO_RULE_MATCH(LTC_USD)")]
    [InlineData("""{"unknownMethods":["LTC-CHAIN"]}""", HttpStatusCode.UnprocessableEntity,
        "\"path\":\"Checkout.PaymentMethods[0]\"")]
    public async Task What_the_store_cannot_offer_refuses_the_create(string store, HttpStatusCode status, string words)
    {
        await Set(store);

        var answer = await sandbox.Send(HttpMethod.Post, SandboxHost.Invoices, Body);

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(words, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_refund_without_a_rate_is_refused_by_its_variant()
    {
        var invoiceId = await sandbox.Create("order-1");
        await sandbox.Control("order-1", "pay");
        await sandbox.Control("order-1", "confirm");
        await Set("""{"currenciesWithoutRate":["USD"]}""");

        var answer = await sandbox.Send(HttpMethod.Post, $"{SandboxHost.Invoices}/{invoiceId}/refund",
            """{"refundVariant":"Custom","customAmount":"1","customCurrency":"USD","payoutMethods":["LTC-CHAIN"]}""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("\"path\":\"RefundVariant\"",
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("""{"networkFeeMode":"Sometimes"}""", "networkFeeMode")]
    [InlineData("""{"networkFee":"-1"}""", "networkFee")]
    [InlineData("""{"networkFee":1}""", "networkFee")]
    [InlineData("""{"fee":"1"}""", "fee")]
    public async Task A_bad_setting_is_refused_by_the_name_of_its_field(string store, string field)
    {
        var answer = await sandbox.Send(HttpMethod.Put, "/sandbox/btcpay/store", store);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.StartsWith(field + " ", problem.GetProperty("detail").GetString());
    }

    private async Task<string> Charging(string mode)
    {
        await Set($$"""{"networkFeeMode":"{{mode}}","networkFee":"0.0004"}""");
        return await sandbox.Create("order-1");
    }

    private async Task Set(string store) =>
        (await sandbox.Send(HttpMethod.Put, "/sandbox/btcpay/store", store)).EnsureSuccessStatusCode();

    private async Task<string> Shown(string invoiceId)
    {
        var method = (await sandbox.Read($"{invoiceId}/payment-methods"))[0];
        var paid = (await sandbox.Read(invoiceId)).GetProperty("paidAmount").GetString();
        return $"{paid} paid, {method.GetProperty("due").GetString()} due, "
            + $"{method.GetProperty("paymentMethodFee").GetString()} fee";
    }
}
