using System.Text;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Webhooks;

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
        return OwnSignatures.By(settings.Secrets, signed, Convert.ToHexStringLower).Have(signature);
    }
}
