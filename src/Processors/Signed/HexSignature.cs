using System.Security.Cryptography;
using System.Text;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors.Signed;

/// <summary>
/// <c>X-Signature: {lower-case hex of HMAC-SHA256}</c> and <c>X-Timestamp: {Unix seconds}</c>; the schemes
/// TimestampBody and Body.
/// </summary>
internal static class HexSignature
{
    public static bool IsGenuine(WebhookDelivery delivery, SignedOptions settings)
    {
        if (delivery.Header("X-Signature") is not [var signature]
            || delivery.Header("X-Timestamp") is not [var timestamp]
            || !WebhookTime.IsNear(timestamp, delivery.ReceivedAt))
        {
            return false;
        }

        var signed = settings.Scheme is SignatureScheme.TimestampBody
            ? [.. Encoding.UTF8.GetBytes($"{timestamp}."), .. delivery.Body.Span]
            : delivery.Body.ToArray();
        // Count, not Any: the time that it takes does not tell which one fits.
        return settings.Secrets.Count(secret => IsSignedWith(secret, signature, signed)) > 0;
    }

    // The whole header is compared with the one that we would send: no parser to fool, no second spelling.
    private static bool IsSignedWith(string secret, string signature, byte[] signed) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(
                Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed))),
            Encoding.UTF8.GetBytes(signature));
}
