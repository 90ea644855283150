using CryptoPay.Payments.Classification;

namespace CryptoPay.Notifications;

/// <summary>
/// One merchant's webhooks to orders' <c>notificationUrl</c>, under <c>Notifications:{merchant}</c>. Read again at each
/// use: a changed secret or host needs no restart.
/// </summary>
public sealed class NotificationOptions
{
    /// <summary>
    /// Where they may go: exact host names, such as <c>hooks.example.com</c>, in ASCII, without scheme, port and path.
    /// Default none: nothing is sent, and no order may name a URL.
    /// </summary>
    public string[] Hosts { get; set; } = [];

    /// <summary>
    /// What they are signed with: <c>whsec_</c> and the base64 of 24 to 64 random bytes. Required where there are hosts.
    /// </summary>
    [Secret] public string? Secret { get; set; }

    /// <summary>
    /// The secret before, of the same form: signed with as well, while receivers change to the new one. Default none.
    /// </summary>
    [Secret] public string? PreviousSecret { get; set; }
}
