using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.Answers;
using CryptoPay.Gateway.Bodies;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CryptoPay.Gateway.Dashboard;

/// <summary>Where an operator turns an API key into a session.</summary>
internal static class LoginEndpoints
{
    public static void MapLogin(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("").AllowAnonymous().ExcludeFromDescription().WithMetadata(ContentPolicy.Form);
        pages.MapGet(OperatorCookie.LoginPath, (string? returnUrl) =>
            LoginPage.Show(LocalOr(Home, returnUrl), wasWrong: false));
        pages.MapPost(OperatorCookie.LoginPath, LogIn).RequireRateLimiting(RateLimits.Logins);
        pages.MapPost("/logout", (Delegate)LogOut);
    }

    private const string Home = "/dashboard";

    private static async Task<IResult> LogIn(HttpContext context, ApiKeyRing ring)
    {
        if (IsFromElsewhere(context.Request) || !context.Request.HasFormContentType)
        {
            return TypedResults.BadRequest();
        }

        var form = await UnreadableBody.Or(() => context.Request.ReadFormAsync(context.RequestAborted));
        var target = LocalOr(Home, form[OperatorCookie.ReturnUrl]);
        var keyHash = ApiKeyRing.Hash(form["key"].ToString());
        var session = await ring.Find(keyHash, context) is { } holder ? OperatorCookie.SessionOf(holder, keyHash) : null;
        if (session is null || !session.IsOperator())
        {
            return LoginPage.Show(target, wasWrong: true);
        }

        await context.SignInAsync(OperatorCookie.Scheme, session);
        return SeeOther(context, target);
    }

    private static async Task<IResult> LogOut(HttpContext context)
    {
        if (IsFromElsewhere(context.Request))
        {
            return TypedResults.BadRequest();
        }

        await context.SignOutAsync(OperatorCookie.Scheme);
        return SeeOther(context, OperatorCookie.LoginPath);
    }

    // This stands for an antiforgery token: every browser that knows SameSite also says where a form comes from, and
    // the cookie itself is Strict, so what other sites post carries no session.
    private static bool IsFromElsewhere(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none");

    private static string LocalOr(string fallback, string? url) =>
        url is not null && RedirectHttpResult.IsLocalUrl(url) && !url.StartsWith('~') ? url : fallback;

    // 303 and not 302, so that the page is asked for with GET.
    private static StatusCodeHttpResult SeeOther(HttpContext context, string url)
    {
        context.Response.Headers.Location = url;
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }
}
