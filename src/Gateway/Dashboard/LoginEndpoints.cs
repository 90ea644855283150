using System.Security.Claims;
using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.Answers;
using CryptoPay.Gateway.Bodies;
using CryptoPay.Gateway.Oidc;
using CryptoPay.Grains.Interfaces.Access;
using CryptoPay.Payments;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace CryptoPay.Gateway.Dashboard;

/// <summary>Where a person signs in: with name, password and code, or with an operator's API key.</summary>
internal static class LoginEndpoints
{
    public static void MapLogin(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("").AllowAnonymous().ExcludeFromDescription();
        pages.MapGet(OperatorCookie.LoginPath, (HttpContext context, string? returnUrl, DevelopmentKey development) =>
            Page(context, returnUrl, LoginTrouble.None, showsKey: development.IsOn));
        pages.MapPost(OperatorCookie.LoginPath, LogIn).RequireRateLimiting(RateLimits.Logins);
        pages.MapPost("/logout", (Delegate)LogOut);
    }

    /// <summary>Far more than a name or a password has: what is longer is wrong, and is not hashed.</summary>
    private const int FieldCharsMax = 128;

    private static async Task<IResult> LogIn(HttpContext context, ApiKeyRing ring, OperatorSessions sessions)
    {
        if (Navigation.IsFromElsewhere(context.Request) || !context.Request.HasFormContentType)
            return TypedResults.BadRequest();

        var form = await UnreadableBody.Or(() => context.Request.ReadFormAsync(context.RequestAborted));
        var returnUrl = form[OperatorCookie.ReturnUrl];
        var isKey = form.ContainsKey(LoginPage.Key);
        try
        {
            var session = isKey ? await WithKey(context, form, ring, sessions) : await WithCode(context, form, sessions);
            return session is null
                ? Page(context, returnUrl, isKey ? LoginTrouble.Key : LoginTrouble.Wrong, showsKey: isKey)
                : new SeeOther(Navigation.After(session, returnUrl));
        }
        catch (Exception away) when (ClusterFault.Is(away))
        {
            return Page(context, returnUrl, LoginTrouble.Unavailable, showsKey: isKey);
        }
    }

    private static async Task<ClaimsPrincipal?> WithKey(
        HttpContext context, IFormCollection form, ApiKeyRing ring, OperatorSessions sessions)
    {
        var keyHash = ApiKeyRing.Hash(form[LoginPage.Key].ToString());
        return await ring.Find(keyHash, context) is { ReachesAll: true } holder && (holder.Scopes & Scopes.OpsRead) != 0
            ? await sessions.Start(context, holder, keyHash)
            : null;
    }

    private static async Task<ClaimsPrincipal?> WithCode(
        HttpContext context, IFormCollection form, OperatorSessions sessions)
    {
        var (name, password) = (form[LoginPage.Name].ToString().Trim(), form[LoginPage.Password].ToString());
        // Phones show it as "123 456".
        var code = form[LoginPage.Code].ToString().Replace(" ", "", StringComparison.Ordinal);
        return Math.Max(name.Length, Math.Max(password.Length, code.Length)) > FieldCharsMax
            ? null
            : await sessions.SignIn(context, new SignInTry(name, new Sensitive(password), new Sensitive(code)));
    }

    private static async Task<IResult> LogOut(HttpContext context, OperatorSessions sessions)
    {
        if (Navigation.IsFromElsewhere(context.Request)) return TypedResults.BadRequest();

        var session = await context.AuthenticateAsync(OperatorCookie.Scheme);
        // First in the storage: where that fails, the person must hear that it is not over.
        if (OperatorSessions.IdIn(session.Principal) is { } id) await sessions.End(id);
        await context.SignOutAsync(OperatorCookie.Scheme);
        return new SeeOther(OperatorCookie.LoginPath);
    }

    private static ContentHttpResult Page(HttpContext context, string? returnUrl, LoginTrouble trouble, bool showsKey)
    {
        var oidc = context.RequestServices.GetRequiredService<IOptions<OidcOptions>>().Value;
        return LoginPage.Answer(
            context, Navigation.LocalOr("", returnUrl), trouble, showsKey,
            oidc.IsOn ? new Uri(oidc.Issuer).Host : null);
    }
}
