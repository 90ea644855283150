using System.Security.Claims;
using CryptoPay.Gateway.Answers;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;

namespace CryptoPay.Gateway.Access;

/// <summary>An operator's session in a browser: made from an API key, and over when that key is revoked.</summary>
internal static class OperatorCookie
{
    public const string Scheme = "OperatorCookie";

    /// <summary>Who sends an operator's API key, or is logged in with one.</summary>
    public const string Policy = "Operator";

    /// <summary>Where a browser without a session is sent, and where it says whence.</summary>
    public const string LoginPath = "/login";
    public const string ReturnUrl = "returnUrl";

    private const string KeyHashClaim = "key";

    public static ClaimsPrincipal SessionOf(KeyHolder holder, byte[] keyHash) =>
        Identity.Of(holder, Scheme, new Claim(KeyHashClaim, Convert.ToHexStringLower(keyHash)));

    /// <summary>What it opens shows all merchants' orders.</summary>
    public static bool IsOperator(this ClaimsPrincipal user) => user.May(Scopes.OpsRead) && user.ReachesAll();

    public static IResult Problem => Problems.Of(
        StatusCodes.Status403Forbidden, ProblemCodes.ScopeMissing,
        $"This shows the orders of all merchants: it needs an API key or a token with {Scopes.OpsRead.Name()} among its "
        + "scopes and the merchant \"*\".");

    public static void AddOperators(this AuthorizationBuilder authorization) => authorization
        .AddPolicy(Policy, policy => policy.AddAuthenticationSchemes(Credential.Scheme, Scheme)
            .RequireAuthenticatedUser().RequireAssertion(context => context.User.IsOperator()));

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
        cookie.LoginPath = LoginPath;
        cookie.ReturnUrlParameter = ReturnUrl;
        cookie.Events.OnValidatePrincipal = EndWithItsKey;
        cookie.Events.OnRedirectToLogin = SendOnlyBrowsersToLogin;
        // The callers' own scheme answers, of the two that the policy asks.
        cookie.Events.OnRedirectToAccessDenied = _ => Task.CompletedTask;
    }

    private static async Task EndWithItsKey(CookieValidatePrincipalContext context)
    {
        var ring = context.HttpContext.RequestServices.GetRequiredService<ApiKeyRing>();
        var keyHash = Convert.FromHexString(context.Principal?.FindFirstValue(KeyHashClaim) ?? "");
        // With what the key may do now, not with what it could at the login.
        if (await ring.Find(keyHash, context.HttpContext) is { } holder)
        {
            context.ReplacePrincipal(SessionOf(holder, keyHash));
        }
        else
        {
            context.RejectPrincipal();
        }
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
