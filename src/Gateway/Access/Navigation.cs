using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CryptoPay.Gateway.Access;

/// <summary>Where a browser comes from, and where it goes on to.</summary>
internal static class Navigation
{
    // This stands for an antiforgery token: browsers of these years say where a form comes from, and the cookie itself
    // is Strict, so what other sites post carries no session.
    public static bool IsFromElsewhere(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none");

    /// <summary>Never leads to another host.</summary>
    public static string LocalOr(string fallback, string? url) =>
        // No header holds what is not ASCII; an address that a browser was at has none of it.
        url is { Length: > 0 } && RedirectHttpResult.IsLocalUrl(url) && !url.StartsWith('~') && Ascii.IsValid(url)
            ? url
            : fallback;

    /// <summary>Where who has just signed in goes on. What is of one merchant does not open the dashboard.</summary>
    public static string After(ClaimsPrincipal session, string? returnUrl) =>
        LocalOr(session.IsOperator() ? "/dashboard" : "/", returnUrl);
}
