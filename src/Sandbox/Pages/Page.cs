namespace CryptoPay.Sandbox.Pages;

/// <summary>A whole page: nothing from outside, no inline script or style.</summary>
internal static class Page
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'";

    public static IResult Answer(HttpContext http, string title, Html body)
    {
        http.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        var assets = http.Request.PathBase + "/sandbox/assets";
        var page = Html.Of(
            $"""
            <!doctype html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>{title}</title>
              <link rel="stylesheet" href="{assets}/sandbox.css">
              <script src="{assets}/checkout.js" defer></script>
            </head>
            <body>
            {body}
            </body>
            </html>
            """);
        return Results.Content(page.Markup, "text/html; charset=utf-8");
    }
}
