using System.Text.Encodings.Web;
using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.Oidc;
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

    /// <param name="returnUrl">Where to go on; "" for wherever the session leads.</param>
    /// <param name="showsKey">The form for an API key is open.</param>
    /// <param name="provider">The identity provider's host; null where there is none.</param>
    public static ContentHttpResult Show(string returnUrl, LoginTrouble trouble, bool showsKey, string? provider)
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
        var alert = says == "" ? "" : $"""<p role="alert">{says}</p>""";
        return TypedResults.Content(
            Html(HtmlEncoder.Default.Encode(returnUrl), alert, LinkTo(provider, returnUrl), showsKey ? " open" : ""),
            "text/html; charset=utf-8", statusCode: status);
    }

    // A link and no form: form-action holds for the redirect behind a form too.
    private static string LinkTo(string? provider, string returnUrl)
    {
        if (provider is null) return "";
        var url = $"{OidcSignIn.Path}{QueryString.Create(OperatorCookie.ReturnUrl, returnUrl)}";
        return $"""
            <a class="provider" href="{HtmlEncoder.Default.Encode(url)}">Sign in with <strong>{provider}</strong></a>
              <p class="or">or with a password of this gateway</p>
            """;
    }

    private static string Html(string returnUrl, string alert, string provider, string open) => $$"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>CryptoPay: sign in</title>
          <style>
            :root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.4; }
            body { max-width: 20rem; margin: 12vh auto 2rem; padding: 0 1.25rem; }
            h1 { font-size: 1.5rem; margin: 0 0 1rem; }
            form { display: grid; gap: .25rem; }
            label { margin-top: .75rem; }
            input, button { font: inherit; padding: .6rem .75rem; border: 1px solid #888; border-radius: .4rem; }
            button { margin-top: 1.25rem; border: 0; color: #fff; background: #1f5fbf; cursor: pointer; }
            button:hover { background: #184c9a; }
            .provider { display: block; padding: .6rem .75rem; border: 1px solid #888; border-radius: .4rem; }
            .provider { color: inherit; text-align: center; text-decoration: none; overflow-wrap: anywhere; }
            .provider:hover { background: #8882; }
            .or { margin: 1.25rem 0 0; text-align: center; opacity: .75; }
            :focus-visible { outline: 3px solid #6aa5ff; outline-offset: 2px; }
            small { opacity: .75; }
            [role=alert] { margin: 0 0 .5rem; padding: .75rem; border-radius: .4rem; }
            [role=alert] { color: #7d1512; background: #fdeceb; }
            details { margin-top: 2rem; padding-top: 1rem; border-top: 1px solid #8885; }
            summary { cursor: pointer; }
          </style>
        </head>
        <body>
          <h1>CryptoPay</h1>
          {{alert}}
          {{provider}}
          <form method="post" action="/login">
            <label for="name">Name</label>
            <input id="name" name="{{Name}}" autocomplete="username" autocapitalize="none" spellcheck="false"
              maxlength="64" required autofocus>
            <label for="password">Password</label>
            <input id="password" name="{{Password}}" type="password" autocomplete="current-password" maxlength="128"
              required>
            <label for="code">Code</label>
            <input id="code" name="{{Code}}" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9 ]{6,7}"
              maxlength="7" title="six digits" aria-describedby="hint" required>
            <small id="hint">Six digits, from your authenticator app</small>
            <input name="returnUrl" type="hidden" value="{{returnUrl}}">
            <button>Sign in</button>
          </form>
          <details{{open}}>
            <summary>Use an API key instead</summary>
            <form method="post" action="/login">
              <label for="key">API key of an operator</label>
              <input id="key" name="{{Key}}" type="password" autocomplete="off" required>
              <input name="returnUrl" type="hidden" value="{{returnUrl}}">
              <button>Sign in with the key</button>
            </form>
          </details>
        </body>
        </html>
        """;
}
