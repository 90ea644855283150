using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CryptoPay.Gateway.Bodies;

/// <summary>
/// Finds what must never reach us: a private key in wallet import format, an extended private key, a seed
/// phrase; keys also inside a longer text. A raw hex key cannot be told from any other 32 bytes and passes.
/// </summary>
internal static partial class SecretMaterial
{
    /// <summary>The top-level field with such a string anywhere below it; null where there is none.</summary>
    /// <param name="known">Only these are named back: another name might be the secret itself.</param>
    public static string? FieldWithSecret(JsonElement root, FieldSet known)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return IsIn(root) ? "body" : null;
        }

        string? found = null;
        foreach (var field in root.EnumerateObject())
        {
            // Goes on after a find, as IsIn does: whoever asks wants every string to have been looked at.
            if (IsSecret(field.Name) | IsIn(field.Value))
            {
                found ??= known.Has(field.Name) ? field.Name : "body";
            }
        }

        return found;
    }

    public static bool IsSecret(string text)
    {
        foreach (var word in Base58Words.EnumerateMatches(text))
        {
            if (IsPrivateKey(FromBase58(text.AsSpan(word.Index, word.Length))))
            {
                return true;
            }
        }

        return SeedPhrase.Is(text);
    }

    private static bool IsIn(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => IsSecret(value.GetString()!),
        JsonValueKind.Array => value.EnumerateArray().Aggregate(false, (found, item) => IsIn(item) | found),
        JsonValueKind.Object => value.EnumerateObject().Aggregate(
            false, (found, field) => IsSecret(field.Name) | IsIn(field.Value) | found),
        _ => false,
    };

    // Told by length and checksum and not by prefix, so that every coin's are found: a version byte and 32 bytes,
    // perhaps with 01 for "compressed"; or an extended key's 78 bytes, private where the key in it begins with 00.
    private static bool IsPrivateKey(byte[] bytes) => bytes.Length switch
    {
        33 + 4 => HasChecksum(bytes),
        34 + 4 => bytes[33] == 1 && HasChecksum(bytes),
        78 + 4 => bytes[45] == 0 && HasChecksum(bytes),
        _ => false,
    };

    private static bool HasChecksum(ReadOnlySpan<byte> bytes) =>
        SHA256.HashData(SHA256.HashData(bytes[..^4])).AsSpan(..4).SequenceEqual(bytes[^4..]);

    private static byte[] FromBase58(ReadOnlySpan<char> text)
    {
        const string Digits = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
        var number = BigInteger.Zero;
        foreach (var digit in text)
        {
            number = (number * 58) + Digits.IndexOf(digit);
        }

        return number.ToByteArray(isUnsigned: true, isBigEndian: true);
    }

    // 51 and 52 characters for an import format, 111 for an extended key.
    [GeneratedRegex("(?<![A-Za-z0-9])(?:[1-9A-HJ-NP-Za-km-z]{51,52}|[1-9A-HJ-NP-Za-km-z]{111})(?![A-Za-z0-9])")]
    private static partial Regex Base58Words { get; }
}
