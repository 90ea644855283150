using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CryptoPay.Gateway.Dashboard;

/// <summary>The login form: one field, nothing from outside.</summary>
internal static class LoginPage
{
    public static ContentHttpResult Show(string returnUrl, bool wasWrong) => TypedResults.Content(
        Html(
            HtmlEncoder.Default.Encode(returnUrl),
            wasWrong ? """<p role="alert">This key opens nothing here.</p>""" : ""),
        "text/html; charset=utf-8",
        statusCode: wasWrong ? StatusCodes.Status401Unauthorized : StatusCodes.Status200OK);

    private static string Html(string returnUrl, string alert) => $$"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>CryptoPay: log in</title>
          <style>
            :root { color-scheme: light dark; font-family: system-ui, sans-serif; }
            body { display: grid; min-height: 90vh; place-items: center; }
            form { display: grid; gap: .75rem; width: min(20rem, 90vw); }
            h1 { font-size: 1.25rem; margin: 0; }
            input, button { font: inherit; padding: .5rem; }
            p { color: #c2261d; margin: 0; }
          </style>
        </head>
        <body>
          <form method="post" action="/login">
            <h1>CryptoPay</h1>
            <label for="key">API key</label>
            <input id="key" name="key" type="password" autocomplete="current-password" required autofocus>
            <input name="returnUrl" type="hidden" value="{{returnUrl}}">
            {{alert}}
            <button>Log in</button>
          </form>
        </body>
        </html>
        """;
}
