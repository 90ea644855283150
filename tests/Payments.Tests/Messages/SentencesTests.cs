using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Messages;

namespace CryptoPay.Payments.Tests.Messages;

public class SentencesTests
{
    [Theory]
    [InlineData("60.50", "USD", "en", "60 dollars and 50 cents")]
    [InlineData("1.01", "USD", "en", "1 dollar and 1 cent")]
    [InlineData("100", "USD", "es", "100 dólares")]
    [InlineData("40.25", "EUR", "es", "40 euros con 25 céntimos")]
    [InlineData("1500", "JPY", "en", "1500 yen")]
    [InlineData("12.5", "CHF", "en", "12.50 C H F")]
    public void Amounts_are_said_as_people_say_them(string amount, string currency, string language, string said)
    {
        Assert.True(Money.TryParseAmount(amount, out var parsed));
        Assert.Equal(said, SpokenAmount.Of(new Money(parsed, currency), language));
    }

    [Fact]
    public void Every_message_is_one_sentence_or_two_in_every_language_and_has_no_code_in_it() =>
        Assert.All(Enum.GetValues<CustomerMessage>(), message => Assert.All(["en", "es"], language =>
        {
            var said = message.Say(language, new Money(60.5m, "USD"));
            Assert.Matches(@"^\p{Lu}[^{}_$€]*\.$", said);
            Assert.DoesNotContain("USD", said);
        }));

    [Theory]
    [InlineData("es-MX", "es"), InlineData("ES", "es"), InlineData("en-GB", "en"), InlineData("fr", null)]
    [InlineData("", null)]
    public void A_language_is_known_by_its_tag(string tag, string? language) =>
        Assert.Equal(language, Sentences.LanguageOf(tag));
}
