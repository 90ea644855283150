using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Digests;

namespace CryptoPay.Sandbox.Coins;

/// <summary>
/// An address in Ethereum's form that a wallet refuses. Unlike Bitcoin's, such an address is the same on every network,
/// the main one too, so no form of it is a test network's. What it has is a checksum in the case of its letters
/// (ERC-55, https://eips.ethereum.org/EIPS/eip-55), which a wallet checks as soon as both cases are there: here every
/// letter has the wrong one. And nobody has the key of what is random.
/// </summary>
internal static class EthereumAddress
{
    public const string UriScheme = "ethereum";
    private const string Hex = "0123456789abcdef";
    private const int Digits = 40;

    public static string New()
    {
        string address;
        // In one case alone it would count as written without a checksum, and be taken.
        do address = WithWrongChecksum(RandomNumberGenerator.GetString(Hex, Digits));
        while (!address.Any(char.IsAsciiLetterUpper) || !address[2..].Any(char.IsAsciiLetterLower));
        return address;
    }

    /// <param name="digits">40 of hex, in lower case.</param>
    public static string WithWrongChecksum(string digits)
    {
        var keccak = new KeccakDigest(256);
        keccak.BlockUpdate(Encoding.ASCII.GetBytes(digits));
        var hash = new byte[keccak.GetDigestSize()];
        keccak.DoFinal(hash);
        // ERC-55 raises the letters whose place in the hash holds 8 or more. These are the others.
        var raised = Convert.ToHexStringLower(hash).Select(digit => digit >= '8').ToArray();
        return "0x" + string.Concat(digits.Select((digit, at) => raised[at] ? digit : char.ToUpperInvariant(digit)));
    }
}
