using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace CryptoPay.Gateway.Bodies;

/// <summary>
/// Finds a text that has the shape of a BIP-39 seed phrase and nothing else in it: 12, 15, 18, 21 or 24 words of 3 to
/// 8 letters. By shape, not by the list's 2048 words: rarely a remark of the same shape is refused, and then can be
/// said otherwise.
/// </summary>
internal static partial class SeedPhrase
{
    // In no English list of BIP-39; hardly any sentence goes twelve words without one of these or a shorter word.
    private static readonly FrozenSet<string> OrdinaryWords = FrozenSet.ToFrozenSet(
        ["the", "and", "for", "are", "was", "were", "has", "had", "not", "but", "with", "from", "his", "her", "its",
         "our", "your", "their", "been", "would", "could", "which", "who", "via", "per", "did", "does", "got"],
        StringComparer.OrdinalIgnoreCase);

    public static bool Is(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length is 12 or 15 or 18 or 21 or 24
            && words.All(word => Shape.IsMatch(word) && !OrdinaryWords.Contains(word));
    }

    [GeneratedRegex(@"\A[A-Za-z]{3,8}\z")]
    private static partial Regex Shape { get; }
}
