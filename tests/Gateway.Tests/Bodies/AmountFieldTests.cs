using System.Globalization;
using System.Text;
using CryptoPay.Gateway.Bodies;
using CryptoPay.Gateway.PaymentIntents;
using CryptoPay.Gateway.Refunds;
using CryptoPay.Gateway.Settings;

namespace CryptoPay.Gateway.Tests.Bodies;

public class AmountFieldTests
{
    [Theory]
    [InlineData("\"1000.00\"", "JPY", "1000")]
    [InlineData("1000.00", "JPY", "1000")]
    [InlineData("\"100.000\"", "USD", "100.00")]
    [InlineData("\"99.9900\"", "USD", "99.99")]
    [InlineData("\"0.0010\"", "KWD", "0.001")]
    [InlineData("\"7.00000000000000000000000000000000000000000000000000\"", "USD", "7.00")]
    public void Zeros_beyond_the_currencys_decimals_are_no_matter(string amount, string isoCode, string taken) =>
        Assert.Equal(taken, Taken(amount, isoCode).ToString(CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("\"1000.50\"", "JPY")]
    [InlineData("1000.5", "JPY")]
    [InlineData("\"100.001\"", "USD")]
    [InlineData("\"100.0010\"", "USD")]
    [InlineData("\"100.00000000000000000000000000000000000000000000000001\"", "USD")]
    [InlineData("\"0.0001\"", "KWD")]
    public void Money_beyond_them_is_refused(string amount, string isoCode) =>
        Assert.Contains("decimals", Said(amount, isoCode));

    [Fact]
    public void A_currency_with_a_limit_of_its_own_is_held_to_that_one_alone()
    {
        var limits = new LimitOptions { AmountMaxOf = { ["VND"] = 2_600_000_000, ["KWD"] = 30 } };

        Assert.Equal(150_000, Taken("\"150000\"", "VND", limits));
        Assert.Contains("up to 2600000000,", Said("\"2600000001\"", "VND", limits));
        Assert.Contains("up to 30,", Said("\"31\"", "KWD", limits));
        Assert.Contains("up to 100000,", Said("\"100001\"", "USD", limits));
    }

    [Theory]
    [InlineData("true")]
    [InlineData("[\"1\"]")]
    [InlineData("{\"value\":1}")]
    public void A_value_of_another_type_is_told_which_it_must_be(string amount)
    {
        Assert.StartsWith("must be a string or a number: plain digits", Said(amount, "USD"));
        Assert.StartsWith(
            "must be a string or a number: plain digits", Refund($$"""{"refundId":"R-1","amount":{{amount}}}"""));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    public void Nothing_is_told_that_it_is_required(string amount) =>
        Assert.StartsWith("required: plain digits", Said(amount, "USD"));

    [Theory]
    [InlineData("\"${input.amount}\"")]
    [InlineData("\"$!{all}\"")]
    public void A_variable_without_a_value_is_never_all_that_can_be_given_back(string amount) => Assert.StartsWith(
        "required, and the template's variable had no value: ",
        Refund($$"""{"refundId":"R-1","amount":{{amount}}}"""));

    private static decimal Taken(string amount, string isoCode, LimitOptions? limits = null) =>
        Assert.IsType<RequestBody<CreateRequest>.Valid>(Parse(amount, isoCode, limits)).Value.Intent.Price.Amount;

    private static string Said(string amount, string isoCode, LimitOptions? limits = null)
    {
        var error = Assert.Single(
            Assert.IsType<RequestBody<CreateRequest>.Invalid>(Parse(amount, isoCode, limits)).Errors);
        Assert.Equal("amount", error.Key);
        return Assert.Single(error.Value);
    }

    private static string Refund(string body) => Assert.Single(Assert.IsType<RequestBody<RefundBody>.Invalid>(
        RefundBody.Parse(Encoding.UTF8.GetBytes(body), amountMax: 100_000)).Errors["amount"]);

    private static RequestBody<CreateRequest> Parse(string amount, string isoCode, LimitOptions? limits) =>
        CreateRequest.Parse(Encoding.UTF8.GetBytes(
            $$"""{"orderId":"CC-1","amount":{{amount}},"currency":{"isoCode":"{{isoCode}}","cryptoCode":"BTC"} }"""),
            limits ?? new LimitOptions(), Payments.NoHosts);
}
