using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Features;

namespace CryptoPay.Gateway.Links;

/// <summary>
/// The path of a link to an order: <c>/what/merchant/orderId/secret</c>, and behind it what is asked of the page. The
/// secret is taken out before anybody can write it down.
/// </summary>
internal static partial class LinkPaths
{
    /// <summary>What stands in the path instead.</summary>
    public const string Hidden = "hidden";

    /// <summary>Of the order's page: its news as they come, and its next invoice.</summary>
    public const string Live = "live";
    public const string Invoices = "invoices";

    /// <summary>Null where the request is for no link.</summary>
    public static string? SecretOf(HttpContext context) => context.Features.Get<Secret>()?.Text;

    public static void Hide(IFeatureCollection features, IHttpRequestFeature request)
    {
        if (LinkPath.Match(request.Path) is { Success: true } match)
        {
            features.Set(new Secret(match.Groups["secret"].Value));
            request.Path = $"{match.Groups["folder"].Value}{Hidden}{match.Groups["asked"].Value}";
        }
        else if (Mistyped.Match(request.Path) is { Success: true } mistyped)
        {
            request.Path = $"{mistyped.Groups["folder"].Value}/{Hidden}";
        }
    }

    /// <summary>What begins as a link and has too few parts: any of them may be the secret one.</summary>
    [GeneratedRegex(@"\A/*(?<folder>/(?:qr|pay|agent))(?:/|%2f).+\z", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Mistyped { get; }

    // Wider than the routes, so that a link which is mistyped before or behind the secret is hidden too. What an API
    // has there are order IDs, which may be "pay" too.
    [GeneratedRegex(
        @"\A(?!/+(?:v1|sandbox)/)(?<folder>.*?/(?:qr|pay|agent)/[^/]*/[^/]*/)(?<secret>.+?)"
        + $@"(?<asked>/(?:{Live}|{Invoices}))?\z",
        RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex LinkPath { get; }

    private sealed record Secret(string Text);
}
