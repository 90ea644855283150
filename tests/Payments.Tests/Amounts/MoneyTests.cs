using CryptoPay.Payments.Amounts;

namespace CryptoPay.Payments.Tests.Amounts;

public class MoneyTests
{
    [Theory]
    [InlineData("100", "USD", "100.00")]
    [InlineData("100.5", "USD", "100.50")]
    [InlineData("100", "JPY", "100")]
    [InlineData("1.5", "KWD", "1.500")]
    [InlineData("0.00000001", "USD", "0.00000001")]
    [InlineData("79228162514264337593543950335", "JPY", "79228162514264337593543950335")]
    public void Amounts_go_out_with_the_currencys_decimals_and_lose_nothing(string amount, string currency, string wire)
    {
        Assert.True(Money.TryParseAmount(amount, out var parsed));
        Assert.Equal(wire, new Money(parsed, currency).ToWire());
    }

    [Theory]
    [InlineData("1e2"), InlineData("1,000"), InlineData(" 1"), InlineData("1 "), InlineData("NaN"), InlineData("")]
    [InlineData("0x1"), InlineData(null)]
    public void Anything_but_plain_digits_is_no_amount(string? text) => Assert.False(Money.TryParseAmount(text, out _));

    [Theory]
    [InlineData("USD", 2), InlineData("JPY", 0), InlineData("KWD", 3), InlineData("usd", null), InlineData("BTC", null)]
    [InlineData("", null)]
    public void A_currency_has_its_decimals(string code, int? decimals) =>
        Assert.Equal(decimals, IsoCurrency.DecimalsOf(code));
}
