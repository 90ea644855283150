using System.Globalization;
using CryptoPay.Gateway.Answers;
using CryptoPay.WebPages;

namespace CryptoPay.Gateway.OrderPages;

/// <summary>What somebody sees in place of a payment's page, in the same frames.</summary>
internal static class NoPage
{
    /// <summary>Told with an answer that says it: an open page believes no 404 of somebody on the way.</summary>
    private const string Header = "X-CryptoPay-Link";

    /// <summary>For a link that is wrong as for one that is over: whoever guesses learns nothing.</summary>
    public static IResult NoLink(HttpContext http, string frames)
    {
        http.Response.Headers[Header] = "none";
        return Says(http, words => (words.NoLink, words.NoLinkHelp), StatusCodes.Status404NotFound, frames);
    }

    /// <summary>Only who has a right link sees it.</summary>
    public static IResult AgentLinkOver(HttpContext http, string frames)
    {
        http.Response.Headers[Header] = "none";
        return Says(http, words => (words.NoLink, words.AgentLinkHelp), StatusCodes.Status404NotFound, frames);
    }

    public static IResult TooMany(HttpContext http, TimeSpan wait, string frames)
    {
        Answers.TooMany.TellWait(http, wait);
        return Says(
            http, words => (words.NotNow, words.TooManyHelp), StatusCodes.Status429TooManyRequests, frames);
    }

    /// <summary>Loads itself again.</summary>
    public static IResult NotNow(HttpContext http, string frames)
    {
        var wait = ClusterFault.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers.RetryAfter = wait;
        return Says(
            http, words => (words.NotNow, words.NotNowHelp), StatusCodes.Status503ServiceUnavailable, frames,
            Html.Of($"""<meta http-equiv="refresh" content="{wait}">"""));
    }

    private static IResult Says(
        HttpContext http, Func<PageWords, (string Title, string Help)> says, int status, string frames,
        Html head = default)
    {
        var words = PageWords.In(PageLanguage.Of(http.Request));
        var (title, help) = says(words);
        return new Page(title, Html.Of($"<main><section><h1>{title}</h1><p>{help}</p></section></main>"))
        {
            Language = words.Language,
            Status = status,
            Head = head,
            FrameAncestors = frames,
        }.Answer(http);
    }
}
