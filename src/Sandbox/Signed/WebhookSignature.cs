using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace CryptoPay.Sandbox.Signed;

/// <summary>The headers that sign a webhook, by the account's scheme.</summary>
internal static class WebhookSignature
{
    public static IEnumerable<(string Name, string Value)> Headers(
        SignedOptions settings, string webhookId, DateTimeOffset at, byte[] body)
    {
        var time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return settings.Scheme switch
        {
            WebhookScheme.StandardWebhooks =>
            [
                ("webhook-id", webhookId),
                ("webhook-timestamp", time),
                ("webhook-signature", string.Join(' ', Standard(settings, After($"{webhookId}.{time}.", body)))),
            ],
            WebhookScheme.Body => [("X-Signature", Hex(settings, body)), ("X-Timestamp", time)],
            _ => [("X-Signature", Hex(settings, After($"{time}.", body))), ("X-Timestamp", time)],
        };
    }

    private static string Hex(SignedOptions settings, byte[] signed) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(settings.WebhookSecret), signed));

    private static IEnumerable<string> Standard(SignedOptions settings, byte[] signed)
    {
        if (settings.WebhookSecret != "")
            yield return $"v1,{Convert.ToBase64String(HMACSHA256.HashData(Key(settings.WebhookSecret), signed))}";
        if (settings.PrivateKey != "")
        {
            var signature = new byte[Ed25519.SignatureSize];
            // A key of 64 bytes has its public half behind the seed.
            Ed25519.Sign(Key(settings.PrivateKey), 0, signed, 0, signed.Length, signature, 0);
            yield return $"v1a,{Convert.ToBase64String(signature)}";
        }
    }

    /// <summary>The bytes behind <c>whsec_</c> or <c>whsk_</c>.</summary>
    private static byte[] Key(string text) => Convert.FromBase64String(text[(text.IndexOf('_') + 1)..]);

    private static byte[] After(string prefix, byte[] body) => [.. Encoding.UTF8.GetBytes(prefix), .. body];
}
