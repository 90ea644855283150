using System.Globalization;
using System.Text;

namespace CryptoPay.Gateway.WalletSecrets;

/// <summary>
/// The words of a text in the one form in which they are compared: lower case, without accents and voicing marks,
/// Hangul in its parts, hiragana for katakana. BIP-39 says NFKD; .NET normalizes nothing where globalization is
/// invariant, as here, and who writes a phrase down may leave out the accents anyhow.
/// </summary>
internal static class WordForms
{
    private const string Marked = "àáâãäåçèéêëìíîïñòóôõöùúûüýÿёйがぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽゔ";
    private const string Bare = "aaaaaaceeeeiiiinooooouuuuyyеиかきくけこさしすせそたちつてとはひふへほはひふへほう";

    /// <summary>Split at whatever is no letter.</summary>
    public static IEnumerable<string> In(string text)
    {
        var word = new StringBuilder();
        foreach (var letter in text)
        {
            if (IsMark(letter)) continue;
            if (char.IsLetter(letter))
            {
                Append(word, char.ToLowerInvariant(letter));
            }
            else if (word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }
        }

        if (word.Length > 0) yield return word.ToString();
    }

    /// <summary>Also the apostrophe: some of Lojban's words have one.</summary>
    private static bool IsMark(char letter) =>
        letter is '\'' or '’' || char.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark;

    private static void Append(StringBuilder word, char letter)
    {
        switch (letter)
        {
            // Full width.
            case >= 'ａ' and <= 'ｚ':
                word.Append((char)(letter - 'ａ' + 'a'));
                break;
            case >= 'ァ' and <= 'ヴ':
                Append(word, (char)(letter - 'ァ' + 'ぁ'));
                break;
            case >= '가' and <= '힣':
                // The arithmetic of the Unicode Standard, 3.12: 19 leads, 21 vowels, 27 tails or none.
                var index = letter - '가';
                word.Append((char)(0x1100 + (index / 588))).Append((char)(0x1161 + (index % 588 / 28)));
                if (index % 28 > 0) word.Append((char)(0x11A7 + (index % 28)));
                break;
            default:
                var marked = Marked.IndexOf(letter, StringComparison.Ordinal);
                word.Append(marked < 0 ? letter : Bare[marked]);
                break;
        }
    }
}
