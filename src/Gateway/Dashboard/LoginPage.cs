using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.Oidc;
using CryptoPay.WebPages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CryptoPay.Gateway.Dashboard;

internal enum LoginTrouble
{
    None,
    Wrong,
    Key,
    Unavailable,
}

/// <summary>The forms to sign in with; nothing from outside.</summary>
internal static class LoginPage
{
    public const string Name = "name";
    public const string Password = "password";
    public const string Code = "code";
    public const string Key = "key";

    /// <summary>Of the code's pattern: phones show it with a blank.</summary>
    private const string SixOrSeven = "{6,7}";

    /// <param name="returnUrl">Where to go on; "" for wherever the session leads.</param>
    /// <param name="showsKey">The form for an API key is open.</param>
    /// <param name="provider">The identity provider's host; null where there is none.</param>
    public static ContentHttpResult Answer(
        HttpContext context, string returnUrl, LoginTrouble trouble, bool showsKey, string? provider)
    {
        var (status, says) = trouble switch
        {
            // The same for all that can be wrong, so that it tells a guesser nothing.
            LoginTrouble.Wrong => (StatusCodes.Status401Unauthorized,
                "That is not right. Look at name and password, and take the newest code: each works once. After five "
                + "wrong tries a name waits for 15 minutes."),
            LoginTrouble.Key => (StatusCodes.Status401Unauthorized, "This key opens nothing here."),
            LoginTrouble.Unavailable => (StatusCodes.Status503ServiceUnavailable,
                "Nobody can sign in at the moment. Please try again soon, with a new code."),
            _ => (StatusCodes.Status200OK, ""),
        };
        var body = Body(
            returnUrl, says == "" ? Html.Empty : Html.Of($"""<p role="alert">{says}</p>"""),
            provider is null ? Html.Empty : LinkTo(provider, returnUrl), new Html(showsKey ? " open" : ""));
        return new Page("CryptoPay: sign in", body) { Status = status }.Answer(context);
    }

    // A link and no form: form-action holds for the redirect behind a form too.
    private static Html LinkTo(string provider, string returnUrl) => Html.Of(
        $"""
        <p><a class="button" href="{OidcSignIn.Path}{QueryString.Create(OperatorCookie.ReturnUrl, returnUrl)}">
          Sign in with <strong>{provider}</strong></a></p>
        <p class="quiet">or with a password of this gateway</p>
        """);

    private static Html Body(string returnUrl, Html alert, Html provider, Html open) => Html.Of(
        $"""
        <main>
          <header><h1>CryptoPay</h1></header>
          <section>
            {alert}
            {provider}
            <form method="post" action="/login">
              <label for="name">Name</label>
              <input id="name" name="{Name}" autocomplete="username" autocapitalize="none" spellcheck="false"
                maxlength="64" required autofocus>
              <label for="password">Password</label>
              <input id="password" name="{Password}" type="password" autocomplete="current-password" maxlength="128"
                required>
              <label for="code">Code</label>
              <input id="code" name="{Code}" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9 ]{SixOrSeven}"
                maxlength="7" title="six digits" aria-describedby="hint" required>
              <small id="hint">Six digits, from your authenticator app</small>
              <input name="returnUrl" type="hidden" value="{returnUrl}">
              <button class="main">Sign in</button>
            </form>
          </section>
          <section>
            <details{open}>
              <summary>Use an API key instead</summary>
              <form method="post" action="/login">
                <label for="key">API key of an operator</label>
                <input id="key" name="{Key}" type="password" autocomplete="off" required>
                <input name="returnUrl" type="hidden" value="{returnUrl}">
                <button>Sign in with the key</button>
              </form>
            </details>
          </section>
        </main>
        """);
}
