using System.Security.Cryptography;
using System.Text;

namespace CryptoPay.Processors.Http;

/// <summary>Lower-case hex of HMAC-SHA256, compared in constant time.</summary>
internal static class HexHmac
{
    /// <summary>Tries both secrets, whatever the first says; one that is empty signs nothing.</summary>
    public static bool IsBy(string current, string? previous, ReadOnlySpan<byte> signed, string hex)
    {
        var isByCurrent = IsBy(current, signed, hex);
        var isByPrevious = IsBy(previous, signed, hex);
        return isByCurrent || isByPrevious;
    }

    // The whole text is compared with the one that we would write: no parser to fool, no second spelling.
    private static bool IsBy(string? secret, ReadOnlySpan<byte> signed, string hex)
    {
        if (string.IsNullOrEmpty(secret)) return false;
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed));
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(hex));
    }
}
