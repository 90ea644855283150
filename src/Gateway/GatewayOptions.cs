using Microsoft.Extensions.Options;

namespace CryptoPay.Gateway;

/// <summary>Section <c>Gateway</c>.</summary>
public sealed class GatewayOptions
{
    /// <summary>
    /// Where the outside reaches this gateway, for example <c>https://pay.example.com</c>: absolute, http or https, no
    /// slash at the end, no query. Every link is built from it and never from a request's Host header.
    /// </summary>
    public string PublicBaseUrl { get; set; } = "";
}

internal sealed class GatewayOptionsValidator : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options) => IsBase(options.PublicBaseUrl)
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail(
            "Gateway:PublicBaseUrl must be an absolute http or https URL without user info, query, fragment or slash "
            + "at the end, for example https://pay.example.com");

    private static bool IsBase(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url.Scheme is "http" or "https"
        && url is { UserInfo: "", Query: "", Fragment: "" }
        && !text.EndsWith('/') && !text.Any(char.IsWhiteSpace);
}
