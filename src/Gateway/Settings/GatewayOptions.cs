using System.Net;
using Microsoft.Extensions.Options;

using IPNetwork = System.Net.IPNetwork;

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

    internal const string ProxiesSetting = $"Gateway:{nameof(TrustedProxies)}";

    /// <summary>A single address as a network of one.</summary>
    internal static bool TryParseProxy(string text, out IPNetwork network)
    {
        if (!IPAddress.TryParse(text, out var address)) return IPNetwork.TryParse(text, out network);
        network = new IPNetwork(address, address.GetAddressBytes().Length * 8);
        return true;
    }
}

internal sealed class GatewayOptionsValidator : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options) =>
        !IsBase(options.PublicBaseUrl)
            ? ValidateOptionsResult.Fail(
                "Gateway:PublicBaseUrl must be an absolute http or https URL without user info, query, fragment or "
                + "slash at the end, for example https://pay.example.com")
            : !options.TrustedProxies.All(proxy => GatewayOptions.TryParseProxy(proxy, out _))
                ? ValidateOptionsResult.Fail(
                    $"{GatewayOptions.ProxiesSetting} must be a list of IP addresses, and of networks such as "
                    + "10.0.0.0/8 or fd00::/8, without any bit behind the prefix.")
                : ValidateOptionsResult.Success;

    private static bool IsBase(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url.Scheme is "http" or "https"
        && url is { UserInfo: "", Query: "", Fragment: "" }
        && !text.EndsWith('/') && !text.Any(char.IsWhiteSpace);
}
