using System.Security.Cryptography;
using System.Text;

namespace CryptoPay.Gateway.WalletSecrets;

/// <summary>
/// Electrum's phrases since version 2, which begin with a version once they are hashed. Where the words are of
/// BIP-39's lists they are found without it, except Chinese. Source: electrum/mnemonic.py and version.py of
/// spesmilo/electrum, read 2026-11-29.
/// </summary>
internal static class ElectrumSeeds
{
    private static readonly int[] Counts = [12, 24];

    /// <summary>Standard, SegWit, and both with two factors.</summary>
    private static readonly string[] Versions = ["01", "100", "101", "102"];

    public static bool End(SeedList list, ReadOnlySpan<int> words)
    {
        foreach (var count in Counts)
        {
            if (words.Length >= count && HasVersion(list, words[^count..])) return true;
        }

        return false;
    }

    private static bool HasVersion(SeedList list, ReadOnlySpan<int> words)
    {
        var phrase = new List<string>();
        foreach (var word in words) phrase.Add(list.Words[word]);
        var hash = Convert.ToHexStringLower(HMACSHA512.HashData(
            "Seed version"u8, Encoding.UTF8.GetBytes(string.Join(list.IsChinese ? "" : " ", phrase))));
        return Versions.Any(version => hash.StartsWith(version, StringComparison.Ordinal));
    }
}
