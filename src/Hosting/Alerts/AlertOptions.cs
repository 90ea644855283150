namespace CryptoPay.Hosting.Alerts;

/// <summary>Section <c>Alerts</c>.</summary>
public sealed class AlertOptions
{
    /// <summary>
    /// Where alerts are posted: http or https, "" for nowhere. It may hold a token, so it is in no log and no error.
    /// </summary>
    public string Url { get; set; } = "";

    public bool IsUsable => Url == ""
        || (Uri.TryCreate(Url, UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp));
}
