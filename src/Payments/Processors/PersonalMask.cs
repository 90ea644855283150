using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace CryptoPay.Payments.Processors;

/// <summary>
/// Hides in a text that leaves us what tells who somebody is: e-mail addresses, phone numbers, what can be the number of
/// a card or a bank account. An agent writes them down where they do not belong.
/// </summary>
public static partial class PersonalMask
{
    private const string Hidden = "***";

    public static string Over(string text)
    {
        text = Mail.Replace(text, Hidden);
        text = Iban.Replace(text, match => HideIban(match.Value));
        text = Numbers.Replace(text, match => HideCard(match.Value));
        return Digits.Replace(text, match => IsPhone(match.Value) ? Hidden : match.Value);
    }

    /// <summary>The words behind it may look as if they were its last groups.</summary>
    private static string HideIban(string text)
    {
        for (var end = text.Length; end >= 15; end = text.LastIndexOfAny([' ', '-', '.', '\u00A0'], end - 1))
        {
            if (IsIban(text[..end])) return Hidden + text[end..];
        }

        return text;
    }

    /// <summary>ISO 13616: the first four to the end, letters as 10 to 35, and the whole is 1 modulo 97.</summary>
    private static bool IsIban(string text)
    {
        var letters = string.Concat(text.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        var number = string.Concat((letters[4..] + letters[..4]).Select(
            letter => char.IsAsciiDigit(letter) ? $"{letter}" : $"{letter - 'A' + 10}"));
        return letters.Length is >= 15 and <= 34 && BigInteger.Parse(number, CultureInfo.InvariantCulture) % 97 == 1;
    }

    /// <summary>A date or a code may stand before and behind it, as on the card.</summary>
    private static string HideCard(string text)
    {
        var groups = Group.Matches(text);
        for (var first = 0; first < groups.Count; first++)
        {
            for (var last = groups.Count - 1; last >= first; last--)
            {
                var (start, end) = (groups[first].Index, groups[last].Index + groups[last].Length);
                if (IsCard(text[start..end])) return text[..start] + Hidden + HideCard(text[end..]);
            }
        }

        return text;
    }

    /// <summary>ISO/IEC 7812: 13 to 19 digits whose check digit is Luhn's.</summary>
    private static bool IsCard(string text)
    {
        var digits = text.Where(char.IsDigit).Select(CharUnicodeInfo.GetDecimalDigitValue).Reverse().ToArray();
        var sum = digits.Select((digit, i) => i % 2 == 0 ? digit : digit * 2 % 10 + digit / 5).Sum();
        return digits.Length is >= 13 and <= 19 && sum % 10 == 0;
    }

    /// <summary>E.164: 15 digits at most. Without a plus it is told from an order's number by its groups.</summary>
    private static bool IsPhone(string text)
    {
        var count = text.Count(char.IsAsciiDigit);
        return count <= 15 && !Date.IsMatch(text)
            && (text[0] == '+' ? count >= 8 : count >= 9 && text.Any(letter => !char.IsAsciiDigit(letter)));
    }

    [GeneratedRegex("""[^\s@<>()\[\],;:"]+(?:@|＠|%40)[^\s@<>()\[\],;:"]+\.[^\s@<>()\[\],;:".]{2,}""")]
    private static partial Regex Mail { get; }

    // In one, or in groups of four, as it is printed.
    [GeneratedRegex(
        @"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:[A-Za-z0-9]{11,30}|(?:[ \u00A0.-]{1,2}[A-Za-z0-9]{4}){2,7}"
        + @"(?:[ \u00A0.-]{1,2}[A-Za-z0-9]{1,4})?)(?![A-Za-z0-9])")]
    private static partial Regex Iban { get; }

    // As people write cards down, whatever letters stand beside them.
    [GeneratedRegex(@"\d(?:[\s.,_/()–—-]{0,3}\d){12,}")]
    private static partial Regex Numbers { get; }

    [GeneratedRegex(@"\d+")]
    private static partial Regex Group { get; }

    [GeneratedRegex(@"(?<![A-Za-z0-9.-])(?:\+|\()?\d(?:[\s.()/–-]{0,3}\d){7,}(?![A-Za-z0-9])")]
    private static partial Regex Digits { get; }

    // Nor an amount.
    [GeneratedRegex(@"\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{4}|^\d+\.\d+$")]
    private static partial Regex Date { get; }
}
