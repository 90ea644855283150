namespace CryptoPay.Notifications;

/// <summary>Where one merchant's notifications may go.</summary>
/// <param name="names">As the settings have them.</param>
/// <param name="isDevelopment">
/// Those of this machine may be listed, and are called by http too and on any port. Elsewhere no list makes up for that.
/// </param>
public sealed class MerchantHosts(string[] names, bool isDevelopment)
{
    public const int UrlCharsMax = 2048;

    /// <summary>What is allowed, for the caller to read.</summary>
    public string Says { get; } = names is []
        ? "none: no host is allowed, as this merchant has none in Notifications:<merchant>:Hosts"
        : $"an absolute https URL of at most {UrlCharsMax} characters on port 443, without user info and fragment, to "
            + string.Join(" or ", names)
            + (isDevelopment ? "; to a loopback host among them also by http and on any port" : "");

    // Uri is lenient: it trims blanks and reads backslashes as slashes, so that what is checked is not what is stored.
    public bool Allow(string url) =>
        url.Length <= UrlCharsMax
        && !url.Any(c => char.IsWhiteSpace(c) || c == '\\')
        && Uri.TryCreate(url, UriKind.Absolute, out var parsed)
        && parsed is { UserInfo: "", Fragment: "" }
        && names.Contains(parsed.Host, StringComparer.OrdinalIgnoreCase)
        && (parsed.IsLoopback
            ? isDevelopment && (parsed.Scheme == Uri.UriSchemeHttp || parsed.Scheme == Uri.UriSchemeHttps)
            : parsed.Scheme == Uri.UriSchemeHttps && parsed.IsDefaultPort);

    // In the one form in which the host of a URL is compared with it: none that Uri writes in another way.
    internal static bool IsName(string? text, bool isDevelopment) =>
        text is not null && text.All(char.IsAscii) && !text.EndsWith('.')
        && Uri.TryCreate($"https://{text}/", UriKind.Absolute, out var url)
        && url.Host.Equals(text, StringComparison.OrdinalIgnoreCase)
        && (url.IsLoopback ? isDevelopment : url.HostNameType == UriHostNameType.Dns);
}
