using System.Security.Cryptography;
using System.Text;

namespace CryptoPay.Processors.Webhooks;

/// <summary>
/// What each of our secrets signs a delivery with: HMAC-SHA256, written as its processor writes it. What was sent is
/// compared with the whole text and in constant time: no parser to fool, no second spelling.
/// </summary>
internal sealed class OwnSignatures
{
    private readonly List<byte[]> texts = [];

    /// <param name="write">The signature's whole text, from the HMAC's bytes.</param>
    public OwnSignatures(IEnumerable<byte[]> keys, ReadOnlySpan<byte> signed, Func<byte[], string> write)
    {
        foreach (var key in keys) texts.Add(Encoding.UTF8.GetBytes(write(HMACSHA256.HashData(key, signed))));
    }

    /// <summary>Of secrets that are used as text; one that is null or empty signs nothing.</summary>
    public static OwnSignatures By(
        IEnumerable<string?> secrets, ReadOnlySpan<byte> signed, Func<byte[], string> write) =>
        new(secrets.OfType<string>().Where(secret => secret != "").Select(Encoding.UTF8.GetBytes), signed, write);

    // Count, not Any: the time that it takes does not tell which one fits.
    public bool Have(string sent)
    {
        var bytes = Encoding.UTF8.GetBytes(sent);
#pragma warning disable CA1827 // See above.
        return texts.Count(own => CryptographicOperations.FixedTimeEquals(own, bytes)) > 0;
#pragma warning restore CA1827
    }
}
