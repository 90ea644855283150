using System.Net;

namespace CryptoPay.Notifications;

/// <summary>In what a notification can end. Each has its row in docs/operations.md.</summary>
internal static class NotificationCodes
{
    public const string Timeout = "timeout";
    public const string NotConnected = "not_connected";
    public const string ConnectionLost = "connection_lost";
    public const string InvalidSettings = "invalid_settings";
    public const string HostNotAllowed = "host_not_allowed";
    public const string AddressNotAllowed = "address_not_allowed";

    /// <summary>Stands before the number of a status.</summary>
    public const string Status = "http_";

    public static string Of(HttpStatusCode status) => $"{Status}{(int)status}";
}
