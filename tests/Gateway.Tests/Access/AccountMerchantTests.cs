using System.Net;
using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.Hosting;

namespace CryptoPay.Gateway.Tests.Access;

/// <summary>Two merchants, a wallet each: money of the one never gets into the wallet of the other.</summary>
public sealed class AccountMerchantTests(AccountMerchantTests.Gateway gateway)
    : IClassFixture<AccountMerchantTests.Gateway>
{
    private const string ToSigned = """, "processor":"sandbox-signed" """;

    [Fact]
    public async Task An_account_takes_its_own_merchants_orders()
    {
        Assert.Contains("/sandbox/btcpay/", await CheckoutOf("CC-own", WholeGateway.Key));
        Assert.Contains("/sandbox/signed/", await CheckoutOf("CC-own", WholeGateway.OtherKey, ToSigned));
    }

    [Fact]
    public async Task An_account_that_the_caller_names_takes_no_other_merchants_order()
    {
        await AssertNotAllowed(await Create("CC-named", WholeGateway.Key, ToSigned));

        Assert.Equal(HttpStatusCode.NotFound, (await gateway.Look("/CC-named")).StatusCode);
        Assert.Empty(await gateway.InvoicesOf("CC-named"));
    }

    [Fact]
    public async Task A_merchant_without_a_rule_does_not_fall_to_another_ones_default()
    {
        await AssertNotAllowed(await Create("CC-fallen", WholeGateway.OtherKey));

        Assert.Empty(await gateway.InvoicesOf("CC-fallen"));
    }

    [Fact]
    public async Task A_merchant_that_appears_after_the_start_has_no_account()
    {
        await AssertNotAllowed(await gateway.Send(
            Requests.Post($"{Payments.Path}?merchant=latecomer", Payments.Body("CC-later")), WholeGateway.OperatorKey));
    }

    [Fact]
    public async Task An_account_that_there_is_not_is_said_to_be_none()
    {
        var answer = await Create("CC-none", WholeGateway.Key, """, "processor":"elsewhere" """);

        Assert.Equal("unknown_processor", await answer.ErrorCode());
    }

    [Fact]
    public void With_several_merchants_an_account_that_does_not_say_whose_it_is_stops_the_start()
    {
        var failure = Assert.Throws<InvalidOperationException>(() => Build(
            "--ApiKeys:a:Merchant=north", $"--ApiKeys:a:Sha256={Convert.ToHexString(ApiKeyRing.Hash("a"))}",
            "--ApiKeys:b:Merchant=south", $"--ApiKeys:b:Sha256={Convert.ToHexString(ApiKeyRing.Hash("b"))}"));

        Assert.StartsWith("Processors:shop:Merchants is missing.", failure.Message);
        Assert.Contains("(north, south)", failure.Message);
    }

    [Fact]
    public void The_developer_keys_merchant_is_one_of_them()
    {
        var failure = Assert.Throws<InvalidOperationException>(() => Build(
            "--environment=Development",
            "--ApiKeys:a:Merchant=north", $"--ApiKeys:a:Sha256={Convert.ToHexString(ApiKeyRing.Hash("a"))}"));

        Assert.Contains("(default, north)", failure.Message);
    }

    private Task<HttpResponseMessage> Create(string orderId, string key, string more = "") =>
        gateway.Send(Requests.Post(Payments.Path, Payments.Body(orderId, more: more)), key);

    private async Task<string> CheckoutOf(string orderId, string key, string more = "")
    {
        await gateway.Created(Payments.Body(orderId, more: more), key);
        return (await Payments.Until(
            async () => await (await gateway.Send(Requests.Get($"{Payments.Path}/{orderId}"), key)).View(),
            view => view.CheckoutUrl != "")).CheckoutUrl;
    }

    private static async Task AssertNotAllowed(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("account_not_allowed", await answer.ErrorCode());
    }

    private static void Build(params string[] settings) => GatewayHost.Build(
    [
        "--urls=http://127.0.0.1:5080", "--environment=Test",
        "--Processors:shop:Kind=BtcPay", "--Processors:shop:BaseUrl=https://btcpay.example.test",
        "--Processors:shop:StoreId=store", "--Processors:shop:ApiKey=key", "--Processors:shop:WebhookSecret=secret",
        .. settings,
    ]);

    public sealed class Gateway() : WholeGateway(
        "--Processors:sandbox:Merchants:0=first", "--Processors:sandbox-signed:Merchants:0=other");
}
