using System.Text;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Webhooks;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace CryptoPay.Processors.Signed;

/// <summary>
/// Standard Webhooks 1.0.0, read 2026-11-23: <c>webhook-signature</c> lists signatures over
/// <c>{webhook-id}.{webhook-timestamp}.{body}</c>, and one good one of a kind whose key is configured is enough. Svix,
/// from which the standard comes, calls the same three headers <c>svix-…</c>.
/// </summary>
internal static class StandardWebhooksSignature
{
    /// <summary>Each may cost us an ed25519 verification, before anybody has proved anything.</summary>
    private const int SignaturesMax = 10;

    private const int IdLengthMax = 256;
    private static readonly string[] Names = ["id", "timestamp", "signature"];
    private const string HmacKind = "v1,";
    private const string Ed25519Kind = "v1a,";

    public static bool IsGenuine(WebhookDelivery delivery, SignedOptions settings)
    {
        // Never one header of each: what is there under the standard's names counts alone.
        var prefix = Names.Any(name => delivery.Header($"webhook-{name}").Count > 0) ? "webhook" : "svix";
        if (delivery.Header($"{prefix}-id") is not [var id] || !IsId(id)
            || delivery.Header($"{prefix}-timestamp") is not [var timestamp]
            || !WebhookTime.IsNear(timestamp, delivery.ReceivedAt)
            || delivery.Header($"{prefix}-signature") is not [var list])
        {
            return false;
        }

        var signatures = list.Split(' ');
        if (signatures.Length > SignaturesMax) return false;

        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. delivery.Body.Span];
        var own = new OwnSignatures(settings.Secrets.Select(secret => StandardWebhooksKeys.Secret(secret)!), signed,
            hmac => HmacKind + Convert.ToBase64String(hmac));
        var keys = settings.PublicKeys.Select(StandardWebhooksKeys.PublicKey).ToList();
        // Count, not Any: the time that it takes does not tell which one fits.
        return signatures.Sum(signature =>
            (own.Have(signature) ? 1 : 0) + keys.Count(key => IsSignedBy(key!, signature, signed))) > 0;
    }

    // With a full stop in it, one signed text could be cut into ID, time and body in two ways.
    private static bool IsId(string id) =>
        id.Length is > 0 and <= IdLengthMax && id.All(character => character is > ' ' and < '\x7f' and not '.');

    private static bool IsSignedBy(byte[] publicKey, string signature, byte[] signed) =>
        signature.StartsWith(Ed25519Kind, StringComparison.Ordinal)
        && StandardWebhooksKeys.Decode(signature[Ed25519Kind.Length..]) is { } bytes
        && bytes.Length == Ed25519.SignatureSize
        && Ed25519.Verify(bytes, publicKey, signed);
}
