using System.Globalization;
using CryptoPay.Gateway.Answers;
using CryptoPay.WebPages;

namespace CryptoPay.Gateway.OrderPages;

/// <summary>What somebody sees in place of a payment's page.</summary>
internal static class NoPage
{
    /// <summary>For a link that is wrong as for one that is over: whoever guesses learns nothing.</summary>
    public static IResult NoLink(HttpContext http)
    {
        var words = PageWords.In(PageLanguage.Of(http.Request));
        return Says(words, words.NoLink, words.NoLinkHelp, StatusCodes.Status404NotFound).Answer(http);
    }

    /// <summary>Only who has a right link sees it.</summary>
    public static IResult AgentLinkOver(HttpContext http)
    {
        var words = PageWords.In(PageLanguage.Of(http.Request));
        return Says(words, words.NoLink, words.AgentLinkHelp, StatusCodes.Status404NotFound).Answer(http);
    }

    /// <summary>Loads itself again.</summary>
    public static IResult NotNow(HttpContext http)
    {
        var words = PageWords.In(PageLanguage.Of(http.Request));
        var wait = ClusterFault.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers.RetryAfter = wait;
        return (Says(words, words.NotNow, words.NotNowHelp, StatusCodes.Status503ServiceUnavailable) with
        {
            Head = Html.Of($"""<meta http-equiv="refresh" content="{wait}">"""),
        }).Answer(http);
    }

    private static Page Says(PageWords words, string title, string help, int status) => new(title, Html.Of(
        $"<main><section><h1>{title}</h1><p>{help}</p></section></main>"))
    {
        Language = words.Language,
        Status = status,
    };
}
