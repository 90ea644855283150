using System.Security.Cryptography;
using System.Text;

namespace CryptoPay.Processors.BitPay;

/// <summary>
/// Who asks on the merchant facade: <c>X-Identity</c> is the compressed public key, <c>X-Signature</c> ECDSA with
/// SHA-256, in DER, over the whole URL and then the body; both in hex.
/// </summary>
internal static class BitPaySigner
{
    private const int KeyBytes = 32;

    public static bool IsUsable(string? privateKey)
    {
        try
        {
            using var key = Open(privateKey);
            return true;
        }
        catch (Exception unusable) when (unusable is FormatException or CryptographicException)
        {
            return false;
        }
    }

    /// <param name="signed">The URL exactly as it is sent, followed by the body. UTF-8 of any language.</param>
    public static (string Identity, string Signature) Sign(string? privateKey, string signed)
    {
        using var key = Open(privateKey);
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var prefix = (point.Y![^1] & 1) == 0 ? "02" : "03";
        var signature = key.SignData(
            Encoding.UTF8.GetBytes(signed), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return ($"{prefix}{Convert.ToHexStringLower(point.X!)}", Convert.ToHexStringLower(signature));
    }

    private static ECDsa Open(string? privateKey)
    {
        var scalar = Convert.FromHexString(privateKey ?? "");
        if (scalar.Length != KeyBytes) throw new FormatException();
        return ECDsa.Create(new ECParameters { Curve = ECCurve.CreateFromFriendlyName("secp256k1"), D = scalar });
    }
}
