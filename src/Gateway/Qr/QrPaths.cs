using System.Text.RegularExpressions;
using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.Oidc;
using Microsoft.AspNetCore.Http.Features;

namespace CryptoPay.Gateway.Qr;

/// <summary>
/// Takes the token out of the path of a QR image, a key out of any query, and the whole query of who comes back from an
/// identity provider, before anybody can write it down. No middleware comes early enough: the host's first log line,
/// the scope of all others and the trace hold the path before the first one runs.
/// </summary>
internal sealed partial class QrPaths(IServiceProvider services) : IHttpContextFactory
{
    /// <summary>What stands in the path instead.</summary>
    public const string Hidden = "hidden";

    private const string Extension = ".png";

    private readonly DefaultHttpContextFactory inner = new(services);

    /// <summary>Null where the request is for no image.</summary>
    public static string? TokenOf(HttpContext context) =>
        context.Features.Get<FileName>() is { Text: var name } && name.EndsWith(Extension, StringComparison.Ordinal)
            ? name[..^Extension.Length]
            : null;

    public HttpContext Create(IFeatureCollection features)
    {
        var request = features.GetRequiredFeature<IHttpRequestFeature>();
        request.QueryString = KeysInAddresses.Hide(request.QueryString);
        OidcAnswer.Hide(features, request);
        if (ImagePath.Match(request.Path) is { Success: true } match)
        {
            features.Set(new FileName(match.Groups["name"].Value));
            request.Path = $"{match.Groups["folder"].Value}{Hidden}";
        }

        return inner.Create(features);
    }

    public void Dispose(HttpContext context) => inner.Dispose(context);

    // Wider than the route, so that a link which is mistyped before or behind the token is hidden too.
    [GeneratedRegex(
        @"\A(?<folder>.*?/qr/[^/]*/[^/]*/)(?<name>.+)\z", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex ImagePath { get; }

    private sealed record FileName(string Text);
}
