using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CryptoPay.Gateway.Access;

/// <summary>Where a browser comes from, and where it goes on to.</summary>
internal static class Navigation
{
    // This stands for an antiforgery token: every browser that knows SameSite also says where a form comes from, and
    // the cookie itself is Strict, so what other sites post carries no session.
    public static bool IsFromElsewhere(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none");

    /// <summary>Never leads to another host.</summary>
    public static string LocalOr(string fallback, string? url) =>
        url is { Length: > 0 } && RedirectHttpResult.IsLocalUrl(url) && !url.StartsWith('~') ? url : fallback;

    /// <summary>Where who has just signed in goes on. What is of one merchant does not open the dashboard.</summary>
    public static string After(ClaimsPrincipal session, string? returnUrl) =>
        LocalOr(session.IsOperator() ? "/dashboard" : "/", returnUrl);
}
