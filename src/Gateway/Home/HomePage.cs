using System.Text.Encodings.Web;
using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.Answers;
using Microsoft.AspNetCore.Authentication;

namespace CryptoPay.Gateway.Home;

/// <summary>
/// What whoever opens the gateway's address sees: the ways in, and nothing that a stranger may not know. Who is signed
/// in can sign out here.
/// </summary>
internal static class HomePage
{
    private static string Html(string session) => $$"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>CryptoPay</title>
          <style>
            :root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.5; }
            body { max-width: 34rem; margin: 12vh auto; padding: 0 1.25rem; }
            h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
            ul { list-style: none; padding: 0; margin: 1.5rem 0 0; border-top: 1px solid #8885; }
            li { border-bottom: 1px solid #8885; }
            a { display: block; padding: .75rem 0; color: inherit; text-decoration: none; }
            a:hover strong, a:focus strong { text-decoration: underline; }
            a span { display: block; opacity: .75; }
            form { display: flex; gap: 1rem; align-items: center; justify-content: space-between; margin: 1.5rem 0 0; }
            form span { overflow-wrap: anywhere; }
            button { font: inherit; padding: .4rem .75rem; white-space: nowrap; }
          </style>
        </head>
        <body>
          <h1>CryptoPay</h1>
          <p>This gateway takes crypto payments for a contact center. If you came here to pay, please use the link
            that you were given.</p>
          {{session}}
          <ul>
            <li><a href="/scalar"><strong>API</strong><span>What a flow, script or bot calls</span></a></li>
            <li><a href="/dashboard"><strong>Dashboard</strong><span>For operators, who sign in</span></a></li>
            <li><a href="/health/ready"><strong>Health</strong><span>Whether it can take a payment now</span></a></li>
          </ul>
        </body>
        </html>
        """;

    public static void MapHome(this IEndpointRouteBuilder app) => app
        .MapGet("/", (Delegate)Show)
        .AllowAnonymous().ExcludeFromDescription().WithMetadata(ContentPolicy.Form);

    private static async Task<IResult> Show(HttpContext context)
    {
        var session = await context.AuthenticateAsync(OperatorCookie.Scheme);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Content(
            Html(session.Principal is { } who ? SignedInAs(HtmlEncoder.Default.Encode(who.Name())) : ""),
            "text/html; charset=utf-8");
    }

    private static string SignedInAs(string name) => $"""
        <form method="post" action="/logout">
          <span>Signed in as <strong>{name}</strong></span><button>Sign out</button>
        </form>
        """;
}
