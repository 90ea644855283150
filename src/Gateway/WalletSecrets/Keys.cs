using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace CryptoPay.Gateway.WalletSecrets;

/// <summary>Private keys as wallets export them, wherever they stand in a text.</summary>
internal static partial class Keys
{
    private const string Base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    /// <summary>Of either case a random key has practically never fewer, and an ordinary text often.</summary>
    private const int OfEachCaseMin = 5;

    /// <summary>Of an import format, with and without compression; of BIP-38; of an extended key.</summary>
    private static readonly int[] Lengths = [51, 52, 58, 111];

    public static bool AreIn(string text) =>
        text.Contains("PRIVATE KEY-----", StringComparison.OrdinalIgnoreCase)
        || text.Contains("PRIVATE KEY BLOCK-----", StringComparison.OrdinalIgnoreCase)
        || (text.Contains("\"ciphertext\"", StringComparison.OrdinalIgnoreCase)
            && text.Contains("\"kdf\"", StringComparison.OrdinalIgnoreCase))
        || AreInGlued(string.Concat(text.Where(char.IsAsciiLetterOrDigit)));

    /// <param name="glued">Without what may group it, and so also what stands around it is glued to it.</param>
    private static bool AreInGlued(string glued)
    {
        if (NostrKey.IsMatch(glued)) return true;
        int[] digits = [.. glued.Select(letter => Base58.IndexOf(letter, StringComparison.Ordinal))];
        for (int start = 0, end = 0; start < glued.Length; start++)
        {
            // Where what can be a key from here on ends.
            for (end = Math.Max(end, start); end < glued.Length && digits[end] >= 0;) end++;
            foreach (var length in Lengths)
            {
                if (end - start >= length
                    && HasBothCases(glued.AsSpan(start, length))
                    && IsKey(FromBase58(digits.AsSpan(start, length))))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool HasBothCases(ReadOnlySpan<char> text)
    {
        var (upper, lower) = (0, 0);
        foreach (var letter in text)
        {
            if (char.IsAsciiLetterUpper(letter)) upper++;
            else if (char.IsAsciiLetterLower(letter)) lower++;
        }

        return upper >= OfEachCaseMin && lower >= OfEachCaseMin;
    }

    // Told by length and checksum and not by prefix, so that every coin's are found: a version byte and 32 bytes,
    // perhaps with 01 for "compressed"; an extended key's 78 bytes, private where the key in it begins with 00. Only
    // BIP-38's, which a passphrase protects, is told by its prefix too: 39 bytes may be anything.
    private static bool IsKey(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        33 + 4 => HasChecksum(bytes),
        34 + 4 => bytes[33] == 1 && HasChecksum(bytes),
        39 + 4 => bytes is [1, 0x42 or 0x43, ..] && HasChecksum(bytes),
        78 + 4 => bytes[45] == 0 && HasChecksum(bytes),
        _ => false,
    };

    private static bool HasChecksum(ReadOnlySpan<byte> bytes) =>
        SHA256.HashData(SHA256.HashData(bytes[..^4])).AsSpan(..4).SequenceEqual(bytes[^4..]);

    /// <summary>Without leading zeros. Five digits at a time: a long text has much to try.</summary>
    private static ReadOnlySpan<byte> FromBase58(ReadOnlySpan<int> digits)
    {
        // A digit has less than six bits.
        Span<uint> words = stackalloc uint[(digits.Length * 6 / 32) + 1];
        words.Clear();
        for (var i = 0; i < digits.Length; i += 5)
        {
            var (carry, scale) = (0UL, 1U);
            foreach (var digit in digits[i..Math.Min(i + 5, digits.Length)])
                (carry, scale) = ((carry * 58) + (uint)digit, scale * 58);
            foreach (ref var word in words)
            {
                carry += (ulong)word * scale;
                word = (uint)carry;
                carry >>= 32;
            }
        }

        var bytes = new byte[words.Length * sizeof(uint)];
        for (var i = 0; i < words.Length; i++)
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan((words.Length - 1 - i) * sizeof(uint)), words[i]);
        return bytes.AsSpan().TrimStart((byte)0);
    }

    // NIP-19: bech32 of 32 bytes. So long a word of these letters is nothing else, whatever its checksum.
    [GeneratedRegex("nsec1[02-9ac-hj-np-z]{58}", RegexOptions.IgnoreCase)]
    private static partial Regex NostrKey { get; }
}
