using Microsoft.Extensions.Options;

namespace CryptoPay.Gateway.Settings;

/// <summary>Section <c>Gateway</c>.</summary>
public sealed class GatewayOptions
{
    /// <summary>
    /// Where the outside reaches this gateway, for example <c>https://pay.example.com</c>: absolute, http or https, no
    /// slash at the end, no query. Every link is built from it and never from a request's Host header.
    /// </summary>
    public string PublicBaseUrl { get; set; } = "";

    /// <summary>
    /// Addresses, or networks such as <c>10.0.0.0/8</c>, of the proxies in front: from these alone X-Forwarded-For is
    /// believed. Default none.
    /// </summary>
    public string[] TrustedProxies { get; set; } = [];

    /// <summary>
    /// Sites that may show the agent's page in a frame, such as <c>https://apps.mypurecloud.com</c>. Default none.
    /// </summary>
    public string[] FrameAncestors { get; set; } = [];

    /// <summary>
    /// Path of a PEM file with the roots of the authorities whose client certificates are believed. Read again when it
    /// changes. Default none: then no client certificate is believed.
    /// </summary>
    public string? ClientCertificateAuthorities { get; set; }

    internal const string FrameAncestorsSetting = $"Gateway:{nameof(FrameAncestors)}";
    internal const string ProxiesSetting = $"Gateway:{nameof(TrustedProxies)}";
    internal const string AuthoritiesSetting = $"Gateway:{nameof(ClientCertificateAuthorities)}";

    /// <summary>As a Content-Security-Policy says it.</summary>
    internal string FrameAncestorsSource => FrameAncestors.Length > 0 ? string.Join(' ', FrameAncestors) : "'none'";

    /// <summary>The outside comes by https, whoever ends it, and not only from this machine.</summary>
    internal bool IsPublicByHttps => Uri.TryCreate(PublicBaseUrl, UriKind.Absolute, out var url)
        && url.Scheme == Uri.UriSchemeHttps && !url.IsLoopback;
}

internal sealed class GatewayOptionsValidator : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options) =>
        !IsBase(options.PublicBaseUrl)
            ? ValidateOptionsResult.Fail(
                "Gateway:PublicBaseUrl must be an absolute http or https URL without user info, query, fragment or "
                + "slash at the end, for example https://pay.example.com")
            : !Networks.TryParse(options.TrustedProxies, out _)
                ? ValidateOptionsResult.Fail($"{GatewayOptions.ProxiesSetting} must be {Networks.Rule}.")
                : !options.FrameAncestors.All(IsSite)
                    ? ValidateOptionsResult.Fail(
                        $"{GatewayOptions.FrameAncestorsSetting} must be a list of sites, each https:// and a host name "
                        + "and nothing behind it but a port, for example https://apps.mypurecloud.com")
                    : ValidateOptionsResult.Success;

    // What else a policy could hold, such as "*" or a blank, would let in whom nobody meant.
    private static bool IsSite(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
        && url.GetLeftPart(UriPartial.Authority).Equals(text, StringComparison.OrdinalIgnoreCase)
        && url.UserInfo == "";

    private static bool IsBase(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url.Scheme is "http" or "https"
        && url is { UserInfo: "", Query: "", Fragment: "" }
        && !text.EndsWith('/') && !text.Any(char.IsWhiteSpace);
}
