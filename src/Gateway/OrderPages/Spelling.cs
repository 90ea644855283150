using System.Collections.Frozen;

namespace CryptoPay.Gateway.OrderPages;

/// <summary>Signs as one says them on the phone, so that none is taken for another.</summary>
internal static class Spelling
{
    private static readonly FrozenDictionary<char, string> English = Letters(
        "Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa Quebec Romeo "
        + "Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu");

    private static readonly FrozenDictionary<char, string> Spanish = Letters(
        "Ana Barcelona Carmen Dinamarca España Francia Granada Huelva Italia Japón Kilo Lugo Madrid Navarra Oviedo París "
        + "Quito Roma Sevilla Toledo Uruguay Valencia Washington Xilófono Yate Zaragoza");

    private static readonly string[] EnglishDigits =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

    private static readonly string[] SpanishDigits =
        ["cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"];

    /// <summary>
    /// Whether capital and small letters of such an address differ. They do not in hex, nor in bech32, whose addresses
    /// are small throughout (BIP 173).
    /// </summary>
    public static bool HasCases(string address) =>
        !address.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        && address.Any(char.IsAsciiLetterUpper) && address.Any(char.IsAsciiLetterLower);

    /// <param name="text">Of an address or an amount.</param>
    /// <param name="hasCases">Capital and small letters are told apart.</param>
    public static string Of(string text, bool hasCases, string language) =>
        string.Join(", ", text.Select(sign => Of(sign, hasCases, language == "es")));

    private static string Of(char sign, bool hasCases, bool isSpanish)
    {
        if (char.IsAsciiDigit(sign)) return (isSpanish ? SpanishDigits : EnglishDigits)[sign - '0'];
        if (sign == '.') return isSpanish ? "punto" : "point";
        if (!char.IsAsciiLetter(sign)) return sign.ToString();
        var letter = char.ToUpperInvariant(sign);
        if (isSpanish)
        {
            var form = !hasCases ? "" : char.IsAsciiLetterUpper(sign) ? " mayúscula" : " minúscula";
            return $"{letter}{form} de {Spanish[letter]}";
        }

        var size = !hasCases ? "" : char.IsAsciiLetterUpper(sign) ? "capital " : "small ";
        return $"{size}{letter} as in {English[letter]}";
    }

    private static FrozenDictionary<char, string> Letters(string words) =>
        words.Split(' ').ToFrozenDictionary(word => word[0]);
}
