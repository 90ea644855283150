using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments;

namespace CryptoPay.Gateway.Links;

/// <summary>
/// The secret part of a link to an order: made from the link key, the same each time. So the gateway tells a wrong one
/// by itself, without asking for an order that there may not be.
/// </summary>
internal sealed class LinkTokens(IGrainFactory grains)
{
    /// <summary>What the random tokens of earlier versions have: 128 bits in base64url.</summary>
    public const int RandomChars = 22;

    /// <summary>Longer than those, so that none is taken for the other.</summary>
    private const int Bytes = 24;

    private volatile byte[]? knownKey;

    /// <param name="purpose">
    /// What the link opens: a token for one opens no other. As the other two it has no slash.
    /// </param>
    public async Task<string> Of(string purpose, OrderKey order) => Base64Url.EncodeToString(
        HMACSHA256.HashData(await Key(), Encoding.UTF8.GetBytes($"{purpose}/{order}")).AsSpan(0, Bytes));

    /// <summary>In constant time.</summary>
    public static bool AreSame(string token, string right) => CryptographicOperations.FixedTimeEquals(
        MemoryMarshal.AsBytes(token.AsSpan()), MemoryMarshal.AsBytes(right.AsSpan()));

    /// <summary>Asked for once; whoever comes before the answer asks too.</summary>
    public async Task<byte[]> Key() => knownKey ??= Convert.FromHexString(
        (await grains.GetGrain<ILinkKeyGrain>(ILinkKeyGrain.TheOne).Get()).Value);
}
