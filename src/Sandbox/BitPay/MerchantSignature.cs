using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace CryptoPay.Sandbox.BitPay;

/// <summary>
/// The merchant facade's signature: ECDSA on secp256k1 with SHA-256, in DER and hex, over URL and body.
/// </summary>
internal static class MerchantSignature
{
    private const int CompressedBytes = 33;

    private static readonly BigInteger Prime =
        BigInteger.Pow(2, 256) - BigInteger.Pow(2, 32) - 977;

    /// <param name="identity">The compressed public key, hex.</param>
    public static bool Verifies(string identity, string signature, string url, ReadOnlySpan<byte> body)
    {
        try
        {
            using var key = ECDsa.Create(new ECParameters
            {
                Curve = ECCurve.CreateFromFriendlyName("secp256k1"),
                Q = Point(Convert.FromHexString(identity)),
            });
            byte[] signed = [.. Encoding.UTF8.GetBytes(url), .. body];
            return key.VerifyData(signed, Convert.FromHexString(signature),
                HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (Exception problem) when (problem is FormatException or CryptographicException)
        {
            return false;
        }
    }

    /// <summary>y is a root of x³ + 7; the prefix tells which of the two.</summary>
    private static ECPoint Point(byte[] compressed)
    {
        if (compressed.Length != CompressedBytes) throw new FormatException();
        var x = new BigInteger(compressed.AsSpan(1), isUnsigned: true, isBigEndian: true);
        var y = BigInteger.ModPow(BigInteger.ModPow(x, 3, Prime) + 7, (Prime + 1) / 4, Prime);
        if (y.IsEven != (compressed[0] == 2)) y = Prime - y;
        return new ECPoint { X = compressed[1..], Y = Padded(y) };
    }

    private static byte[] Padded(BigInteger value)
    {
        var bytes = new byte[CompressedBytes - 1];
        value.TryWriteBytes(bytes, out var count, isUnsigned: true);
        Array.Reverse(bytes);
        return bytes;
    }
}
