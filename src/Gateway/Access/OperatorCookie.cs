using System.Security.Claims;
using CryptoPay.Gateway.Answers;
using CryptoPay.Gateway.Settings;
using CryptoPay.Grains.Interfaces.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace CryptoPay.Gateway.Access;

/// <summary>
/// An operator's session in a browser. It is over when it is ended in the storage; one that was made from an API key
/// also when that key is revoked.
/// </summary>
internal static class OperatorCookie
{
    public const string Scheme = "OperatorCookie";

    /// <summary>Who sends an operator's API key, or is signed in as an operator of all merchants.</summary>
    public const string Policy = "Operator";

    /// <summary>Who sends any API key, or is signed in.</summary>
    public const string ReaderPolicy = "Reader";

    /// <summary>Where a browser without a session is sent, and where it says whence.</summary>
    public const string LoginPath = "/login";
    public const string ReturnUrl = "returnUrl";

    private const string Name = "cryptopay-operator";

    /// <summary>What it opens shows all merchants' orders.</summary>
    public static bool IsOperator(this ClaimsPrincipal user) => user.May(Scopes.OpsRead) && user.ReachesAll();

    public static IResult Problem => Problems.Of(
        StatusCodes.Status403Forbidden, ProblemCodes.ScopeMissing,
        $"This shows the orders of all merchants: it needs {Scopes.OpsRead.Name()} among the scopes and the merchant "
        + "\"*\", of an operator, an API key or a token.");

    public static void AddOperators(this AuthorizationBuilder authorization) => authorization
        .AddPolicy(Policy, policy => policy.AddAuthenticationSchemes(Credential.Scheme, Scheme)
            .RequireAuthenticatedUser().RequireAssertion(context => context.User.IsOperator()))
        .AddPolicy(ReaderPolicy, policy => policy.AddAuthenticationSchemes(Credential.Scheme, Scheme)
            .RequireAuthenticatedUser());

    public static void AddOperatorCookie(this AuthenticationBuilder authentication)
    {
        authentication.Services.AddSingleton<OperatorSessions>();
        authentication.AddCookie(Scheme);
        authentication.Services.AddOptions<CookieAuthenticationOptions>(Scheme)
            .Configure<IOptions<GatewayOptions>>((cookie, gateway) => Configure(cookie, gateway.Value));
    }

    private static void Configure(CookieAuthenticationOptions cookie, GatewayOptions gateway)
    {
        KeepToHost(cookie.Cookie, Name, gateway);
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.ExpireTimeSpan = ISessionsGrain.Lifetime;
        cookie.SlidingExpiration = false;
        cookie.LoginPath = LoginPath;
        cookie.ReturnUrlParameter = ReturnUrl;
        cookie.Events.OnValidatePrincipal = EndWithItsSource;
        cookie.Events.OnRedirectToLogin = SendOnlyBrowsersToLogin;
        // The callers' own scheme answers, of the two that the policy asks.
        cookie.Events.OnRedirectToAccessDenied = _ => Task.CompletedTask;
    }

    /// <summary>
    /// By the outside's address, as behind a proxy each request is http. With __Host- a browser takes the cookie from
    /// this very host alone, and no neighbour can plant one.
    /// </summary>
    public static void KeepToHost(CookieBuilder cookie, string name, GatewayOptions gateway)
    {
        var isHttps = gateway.PublicBaseUrl.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
        cookie.Name = isHttps ? $"__Host-{name}" : name;
        cookie.SecurePolicy = isHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        cookie.Path = "/";
    }

    private static async Task EndWithItsSource(CookieValidatePrincipalContext context)
    {
        // A key or a token that comes too speaks alone: what the two may together, nobody was given.
        if (Credential.In(context.Request) is not null)
        {
            context.RejectPrincipal();
            return;
        }

        var sessions = context.HttpContext.RequestServices.GetRequiredService<OperatorSessions>();
        if (await sessions.Find(context.HttpContext, context.Principal) is { } now) context.ReplacePrincipal(now);
        else context.RejectPrincipal();
    }

    private static Task SendOnlyBrowsersToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        // The API keys' own handler has answered before.
        if (context.Response.StatusCode == StatusCodes.Status429TooManyRequests) return Task.CompletedTask;
        if (context.Request.GetTypedHeaders().Accept.Any(type => type.MediaType == "text/html"))
        {
            // Without scheme and host: a call's own are what its sender or a proxy made of them.
            context.Response.Redirect(new Uri(context.RedirectUri).PathAndQuery);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }

        return Task.CompletedTask;
    }
}
