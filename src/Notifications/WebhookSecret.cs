using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CryptoPay.Notifications;

/// <summary>
/// A shared secret of Standard Webhooks 1.0.0, read 2026-11-28: HMAC-SHA256 over
/// <c>{webhook-id}.{webhook-timestamp}.{body}</c>.
/// </summary>
internal static class WebhookSecret
{
    public const string Says = "\"whsec_\" and the base64 of 24 to 64 random bytes";

    private const string Prefix = "whsec_";
    private const int BytesMin = 24;
    private const int BytesMax = 64;

    public static bool IsOne(string? text) => KeyOf(text) is not null;

    /// <summary>One entry of the header <c>webhook-signature</c>.</summary>
    public static string Sign(string secret, string id, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{seconds}."), .. body];
        return $"v1,{Convert.ToBase64String(HMACSHA256.HashData(KeyOf(secret)!, signed))}";
    }

    // Canonical base64 only: the framework's reader takes white space and stray bits too, and receivers may not.
    private static byte[]? KeyOf(string? text)
    {
        if (text?.StartsWith(Prefix, StringComparison.Ordinal) != true) return null;
        var base64 = text[Prefix.Length..];
        var bytes = new byte[BytesMax];
        return Convert.TryFromBase64String(base64, bytes, out var count) && count >= BytesMin
            && Convert.ToBase64String(bytes, 0, count) == base64
                ? bytes[..count]
                : null;
    }
}
