namespace CryptoPay.Notifications;

/// <summary>In what a notification can end, beside what every call can. Each has its row in docs/operations.md.</summary>
internal static class NotificationCodes
{
    public const string InvalidSettings = "invalid_settings";
    public const string HostNotAllowed = "host_not_allowed";
    public const string AddressNotAllowed = "address_not_allowed";
}
