using System.Collections.Frozen;
using System.Globalization;
using CryptoPay.Payments.Amounts;

namespace CryptoPay.Payments.Messages;

/// <summary>
/// An amount as people say it: "60 dollars and 50 cents". Digits stay digits; a voice reads them well.
/// </summary>
public static class SpokenAmount
{
    private sealed record Names(string One, string Many, string MinorOne, string MinorMany);

    private static readonly FrozenDictionary<(string Currency, string Language), Names> Spoken =
        new Dictionary<(string, string), Names>
        {
            [("USD", "en")] = new("dollar", "dollars", "cent", "cents"),
            [("USD", "es")] = new("dólar", "dólares", "centavo", "centavos"),
            [("EUR", "en")] = new("euro", "euros", "cent", "cents"),
            [("EUR", "es")] = new("euro", "euros", "céntimo", "céntimos"),
            [("GBP", "en")] = new("pound", "pounds", "penny", "pence"),
            [("GBP", "es")] = new("libra", "libras", "penique", "peniques"),
            [("CAD", "en")] = new("Canadian dollar", "Canadian dollars", "cent", "cents"),
            [("CAD", "es")] = new("dólar canadiense", "dólares canadienses", "centavo", "centavos"),
            [("MXN", "en")] = new("Mexican peso", "Mexican pesos", "centavo", "centavos"),
            [("MXN", "es")] = new("peso mexicano", "pesos mexicanos", "centavo", "centavos"),
            [("COP", "en")] = new("Colombian peso", "Colombian pesos", "centavo", "centavos"),
            [("COP", "es")] = new("peso colombiano", "pesos colombianos", "centavo", "centavos"),
            [("JPY", "en")] = new("yen", "yen", "", ""),
            [("JPY", "es")] = new("yen", "yenes", "", ""),
        }.ToFrozenDictionary();

    /// <summary>A currency that has no name here is spelled by its letters, which a voice reads one by one.</summary>
    public static string Of(Money money, string language)
    {
        if (!Spoken.TryGetValue((money.Currency, language), out var names))
            return $"{money.ToWire()} {string.Join(' ', money.Currency.ToCharArray())}";

        var decimals = IsoCurrency.DecimalsOf(money.Currency) ?? 0;
        var whole = decimal.Truncate(money.Amount);
        var minor = (money.Amount - whole) * (decimals == 3 ? 1000 : 100);
        var major = $"{Digits(whole)} {(whole == 1 ? names.One : names.Many)}";
        if (decimal.Truncate(minor) == 0) return major;
        var and = language == "es" ? "con" : "and";
        return $"{major} {and} {Digits(minor)} {(minor == 1 ? names.MinorOne : names.MinorMany)}";
    }

    private static string Digits(decimal amount) => decimal.Truncate(amount).ToString(CultureInfo.InvariantCulture);
}
