using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Features;

namespace CryptoPay.Gateway.Qr;

/// <summary>The path of a QR image. Its token is taken out before anybody can write it down.</summary>
internal static partial class QrPaths
{
    /// <summary>What stands in the path instead.</summary>
    public const string Hidden = "hidden";

    private const string Extension = ".png";

    /// <summary>Null where the request is for no image.</summary>
    public static string? TokenOf(HttpContext context) =>
        context.Features.Get<FileName>() is { Text: var name } && name.EndsWith(Extension, StringComparison.Ordinal)
            ? name[..^Extension.Length]
            : null;

    public static void Hide(IFeatureCollection features, IHttpRequestFeature request)
    {
        if (ImagePath.Match(request.Path) is not { Success: true } match) return;
        features.Set(new FileName(match.Groups["name"].Value));
        request.Path = $"{match.Groups["folder"].Value}{Hidden}";
    }

    // Wider than the route, so that a link which is mistyped before or behind the token is hidden too.
    [GeneratedRegex(
        @"\A(?<folder>.*?/qr/[^/]*/[^/]*/)(?<name>.+)\z", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex ImagePath { get; }

    private sealed record FileName(string Text);
}
