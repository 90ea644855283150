using System.Security.Cryptography;

namespace CryptoPay.Gateway.WalletSecrets;

/// <summary>
/// The checksum of BIP-39: 11 bits a word, of which the last, one in 33, are the first of the others' SHA-256.
/// </summary>
internal static class Bip39Seeds
{
    private static readonly int[] Counts = [12, 15, 18, 21, 24];

    /// <summary>Whether a phrase ends with the last of these words.</summary>
    public static bool End(ReadOnlySpan<int> words)
    {
        foreach (var count in Counts)
        {
            if (words.Length >= count && HasChecksum(words[^count..])) return true;
        }

        return false;
    }

    private static bool HasChecksum(ReadOnlySpan<int> words)
    {
        var bits = new bool[words.Length * 11];
        for (var i = 0; i < bits.Length; i++) bits[i] = (words[i / 11] >> (10 - (i % 11)) & 1) == 1;
        var entropy = new byte[bits.Length / 33 * 4];
        for (var i = 0; i < entropy.Length * 8; i++) entropy[i / 8] |= (byte)(bits[i] ? 0x80 >> (i % 8) : 0);
        var hash = SHA256.HashData(entropy);
        for (var i = entropy.Length * 8; i < bits.Length; i++)
        {
            var at = i - (entropy.Length * 8);
            if (bits[i] != ((hash[at / 8] << (at % 8) & 0x80) != 0)) return false;
        }

        return true;
    }
}
