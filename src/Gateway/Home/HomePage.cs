using CryptoPay.Gateway.Answers;

namespace CryptoPay.Gateway.Home;

/// <summary>What whoever opens the gateway's address sees: the ways in, and nothing that a stranger may not know.</summary>
internal static class HomePage
{
    private const string Html = """
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
            span { display: block; opacity: .75; }
          </style>
        </head>
        <body>
          <h1>CryptoPay</h1>
          <p>This gateway takes crypto payments for a contact center. If you came here to pay, please use the link
            that you were given.</p>
          <ul>
            <li><a href="/scalar"><strong>API</strong><span>What a flow, script or bot calls</span></a></li>
            <li><a href="/dashboard"><strong>Dashboard</strong><span>For operators, who log in</span></a></li>
            <li><a href="/health/ready"><strong>Health</strong><span>Whether it can take a payment now</span></a></li>
          </ul>
        </body>
        </html>
        """;

    public static void MapHome(this IEndpointRouteBuilder app) => app
        .MapGet("/", () => TypedResults.Content(Html, "text/html; charset=utf-8"))
        .AllowAnonymous().ExcludeFromDescription().WithMetadata(ContentPolicy.Form);
}
