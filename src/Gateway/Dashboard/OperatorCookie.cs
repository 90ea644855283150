using System.Security.Claims;
using CryptoPay.Gateway.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace CryptoPay.Gateway.Dashboard;

/// <summary>An operator's session in a browser: made from an API key, and over when that key is revoked.</summary>
internal static class OperatorCookie
{
    public const string Scheme = "OperatorCookie";

    /// <summary>Who sends an API key, or is logged in.</summary>
    public const string Policy = "Operator";

    private const string KeyHashClaim = "key";

    public static ClaimsPrincipal SessionOf(KeyHolder holder, byte[] keyHash) =>
        Identity.Of(holder, Scheme, new Claim(KeyHashClaim, Convert.ToHexStringLower(keyHash)));

    public static void AddOperatorCookie(this AuthenticationBuilder authentication) =>
        authentication.AddCookie(Scheme, Configure);

    private static void Configure(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "cryptopay-operator";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = TimeSpan.FromHours(8);
        cookie.SlidingExpiration = false;
        cookie.LoginPath = LoginEndpoints.Path;
        cookie.ReturnUrlParameter = LoginEndpoints.ReturnUrl;
        cookie.Events.OnValidatePrincipal = EndWithItsKey;
        cookie.Events.OnRedirectToLogin = SendOnlyBrowsersToLogin;
    }

    private static Task EndWithItsKey(CookieValidatePrincipalContext context)
    {
        var ring = context.HttpContext.RequestServices.GetRequiredService<ApiKeyRing>();
        var keyHash = Convert.FromHexString(context.Principal?.FindFirstValue(KeyHashClaim) ?? "");
        if (ring.Find(keyHash, context.HttpContext) is null)
        {
            context.RejectPrincipal();
        }

        return Task.CompletedTask;
    }

    private static Task SendOnlyBrowsersToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (context.Request.GetTypedHeaders().Accept.Any(type => type.MediaType == "text/html"))
        {
            context.Response.Redirect(context.RedirectUri);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }

        return Task.CompletedTask;
    }
}
