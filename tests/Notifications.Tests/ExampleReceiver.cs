using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CryptoPay.Notifications.Tests;

/// <summary>What docs/notifications.md shows in C#, word for word.</summary>
public static class ExampleReceiver
{
    // What docs/notifications.md shows begins here.
    /// <summary>Whether a notification is genuine, and at most 5 minutes old.</summary>
    public static bool IsGenuine(
        string secret, string id, string timestamp, string signatures, byte[] body, DateTimeOffset now)
    {
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs(now.ToUnixTimeSeconds() - seconds) > 300)
        {
            return false;
        }

        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        var own = Encoding.UTF8.GetBytes($"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, signed))}");
        return signatures.Split(' ').Any(
            signature => CryptographicOperations.FixedTimeEquals(own, Encoding.UTF8.GetBytes(signature)));
    }
    // It ends here.
}
