using CryptoPay.Gateway.Access;
using CryptoPay.WebPages;

namespace CryptoPay.Gateway.Oidc;

/// <summary>Why somebody who came back from the identity provider is not in.</summary>
internal enum OidcTrouble
{
    /// <summary>It was begun in another browser, long ago, or is done already.</summary>
    Over,

    /// <summary>The identity provider says no.</summary>
    Refused,

    /// <summary>It says who that is, and they have nothing to do here.</summary>
    NoRole,

    /// <summary>What it answers is not to be believed.</summary>
    Nonsense,

    /// <summary>It does not answer.</summary>
    Away,

    /// <summary>We cannot keep a session now.</summary>
    Unavailable,
}

/// <summary>What somebody sees on the way from the identity provider; nothing from outside, and no script.</summary>
internal static class OidcPages
{
    private const string RetryAfterSeconds = "5";

    public static Task Show(HttpContext context, OidcTrouble trouble)
    {
        var (status, says) = trouble switch
        {
            OidcTrouble.Over => (StatusCodes.Status400BadRequest,
                "This sign-in is over, or was begun in another browser. Please begin again."),
            OidcTrouble.Refused => (StatusCodes.Status403Forbidden,
                "Your identity provider did not let you in. Please ask who looks after it."),
            OidcTrouble.NoRole => (StatusCodes.Status403Forbidden,
                "Your identity provider knows you, but you have nothing to do here: it gives you no role of this "
                + "gateway, or roles of several merchants. Please ask who looks after it, and sign in again then."),
            OidcTrouble.Nonsense => (StatusCodes.Status502BadGateway,
                "Your identity provider's answer cannot be used. Please try once more; if that does not help, tell who "
                + "looks after this gateway, whose log says why."),
            OidcTrouble.Away => (StatusCodes.Status503ServiceUnavailable,
                "Your identity provider cannot be reached. Please try again soon; an operator with a password can sign "
                + "in without it."),
            _ => (StatusCodes.Status503ServiceUnavailable,
                "Nobody can sign in at the moment. Please try again soon."),
        };
        if (status == StatusCodes.Status503ServiceUnavailable) context.Response.Headers.RetryAfter = RetryAfterSeconds;
        return Write(context, status, Html.Empty, Html.Of(
            $"""
            <p role="alert">{says}</p>
            <p><a href="{OperatorCookie.LoginPath}">Go to the sign-in</a></p>
            """));
    }

    /// <summary>
    /// Goes on by itself. A redirect would still be a part of the way from the other site, on which a browser sends no
    /// SameSite=Strict cookie.
    /// </summary>
    public static Task GoOn(HttpContext context, string localUrl) => Write(
        context, StatusCodes.Status200OK, Html.Of($"""<meta http-equiv="refresh" content="0;url={localUrl}">"""),
        Html.Of($"""<p>You are signed in. <a href="{localUrl}">Go on</a></p>"""));

    private static Task Write(HttpContext context, int status, Html head, Html says)
    {
        var body = Html.Of($"<main><header><h1>CryptoPay</h1></header><section>{says}</section></main>");
        return new Page("CryptoPay: sign in", body) { Head = head, Status = status }
            .Answer(context).ExecuteAsync(context);
    }
}
