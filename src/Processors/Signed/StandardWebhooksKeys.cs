using Org.BouncyCastle.Math.EC.Rfc8032;

namespace CryptoPay.Processors.Signed;

/// <summary>Keys and signatures of Standard Webhooks from their text; null for what is none.</summary>
internal static class StandardWebhooksKeys
{
    public static byte[]? Secret(string text) =>
        After("whsec_", text) is { Length: >= 24 and <= 64 } secret ? secret : null;

    public static byte[]? PublicKey(string text) =>
        After("whpk_", text) is { } key && key.Length == Ed25519.PublicKeySize && Ed25519.ValidatePublicKeyFull(key)
            ? key
            : null;

    /// <summary>Base64, canonical: the framework's reader takes white space and stray bits too.</summary>
    public static byte[]? Decode(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var count)
            && Convert.ToBase64String(bytes, 0, count) == base64
                ? bytes[..count]
                : null;
    }

    private static byte[]? After(string prefix, string text) =>
        text.StartsWith(prefix, StringComparison.Ordinal) ? Decode(text[prefix.Length..]) : null;
}
