using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CryptoPay.WebPages;

/// <summary>A whole page in one answer, in the one look of all. It loads nothing and asks nobody but its own host.</summary>
public sealed record Page(string Title, Html Body)
{
    private const string Nobody = "'none'";

    private static readonly Asset Style = Asset.Embedded(typeof(Page).Assembly, "style.css");

    /// <summary>A language tag such as "es".</summary>
    public string Language { get; init; } = "en";

    /// <summary>Stands in the head, for example what is for browsers without JavaScript.</summary>
    public Html Head { get; init; } = Html.Empty;

    /// <summary>Beside the one of all pages.</summary>
    public Asset? MoreStyle { get; init; }

    public Asset? Script { get; init; }

    /// <summary>Which sites may show it in a frame, as a Content-Security-Policy says it; default none.</summary>
    public string FrameAncestors { get; init; } = Nobody;

    /// <summary>Whose page it may show in a frame, as a Content-Security-Policy says it; default nobody's.</summary>
    public string FrameSource { get; init; } = Nobody;

    public int Status { get; init; } = StatusCodes.Status200OK;

    public ContentHttpResult Answer(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src {Style.Source} {MoreStyle?.Source}; script-src {Script?.Source ?? Nobody}; "
            + $"img-src data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-src {FrameSource}; "
            + $"frame-ancestors {FrameAncestors}";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers.XContentTypeOptions = "nosniff";
        return TypedResults.Content(Markup(), "text/html; charset=utf-8", statusCode: Status);
    }

    private string Markup() => $"""
        <!doctype html>
        <html lang="{Html.Of($"{Language}").Markup}">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <meta name="robots" content="noindex">
          <title>{Html.Of($"{Title}").Markup}</title>
          <style>{Style.Text}</style>
          {(MoreStyle is null ? "" : $"<style>{MoreStyle.Text}</style>")}
          {Head.Markup}
        </head>
        <body>
        {Body.Markup}
        {(Script is null ? "" : $"<script type=\"module\">{Script.Text}</script>")}
        </body>
        </html>

        """;
}
