using System.Globalization;

namespace CryptoPay.Payments.Views;

/// <summary>A time as answers have it.</summary>
public static class WireTime
{
    /// <summary>ISO 8601 in UTC to the second; "" for none.</summary>
    public static string Of(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";
}
