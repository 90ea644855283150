namespace CryptoPay.Processors.Links;

/// <summary>What every account's settings say about the links that its processor gives, whatever its kind.</summary>
public sealed class LinkOptions
{
    /// <summary>The kind says what it has to be; its host may stand in links.</summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>
    /// More hosts that links may lead to: names alone, without scheme, port and path. Default: none.
    /// </summary>
    public string[] LinkHosts { get; set; } = [];

    /// <summary>
    /// Whether the processor's page may be shown in a frame of ours. Default: as processors of the kind let others do.
    /// </summary>
    public bool? MayFrame { get; set; }

    internal bool HasUsableLinkHosts => Array.TrueForAll(LinkHosts, IsHost);

    /// <summary>A link may be http where we call the processor by http, as only one on this machine may be.</summary>
    internal bool MayLinkByHttp => BaseUrl.StartsWith("http:", StringComparison.OrdinalIgnoreCase);

    internal bool Names(string host) =>
        LinkHosts.Contains(host, StringComparer.OrdinalIgnoreCase)
        || (Uri.TryCreate(BaseUrl, UriKind.Absolute, out var url)
            && url.IdnHost.Equals(host, StringComparison.OrdinalIgnoreCase));

    // International names in the form in which they are compared: xn--.
    private static bool IsHost(string? text) =>
        text is not null && text.All(char.IsAscii) && Uri.CheckHostName(text) is not UriHostNameType.Unknown;
}
