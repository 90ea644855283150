using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CryptoPay.Gateway.Links;
using CryptoPay.Payments.Views;
using CryptoPay.WebPages;

namespace CryptoPay.Gateway.OrderPages;

/// <summary>
/// A page about a payment as it stands: what does not change in shape, and the part that does. The server renders both,
/// for the first look as for each later one.
/// </summary>
/// <param name="Words">Of who reads it.</param>
/// <param name="Secret">Of the page's link from now on: where its own addresses begin.</param>
/// <param name="IsRefused">A next invoice was asked for, and could not be made.</param>
internal sealed record OrderPage(PaymentIntentView View, PageWords Words, string Secret, bool IsRefused)
{
    private static readonly Asset Style = Asset.Embedded(typeof(OrderPage).Assembly, "order-page.css");
    private static readonly Asset Script = Asset.Embedded(typeof(OrderPage).Assembly, "order-page.js");

    /// <summary>How often a browser without JavaScript looks again.</summary>
    private const int ReloadSeconds = 15;

    /// <summary>The heading, the same for the page's whole life.</summary>
    public required string Heading { get; init; }

    /// <summary>What it is about, for the head of the window.</summary>
    public required string About { get; init; }

    /// <summary>The sentence beside it; read out when it changes.</summary>
    public required string Message { get; init; }
    public required string MessageLanguage { get; init; }
    public required Html State { get; init; }

    /// <summary>Its own address from now on; "" where that does not change.</summary>
    public string OwnUrl { get; init; } = "";

    /// <summary>Of what may stand in a frame in it, and of whose frames it may stand in.</summary>
    public string FrameSource { get; init; } = "'none'";
    public string FrameAncestors { get; init; } = "'none'";

    private PageStep Step => PageSteps.Of(View);

    private string Chip => Words.Chip(Step, View.Outcome);

    private string Tone => PageSteps.ToneOf(Step);

    private string Title => $"{Chip}: {About}";

    private int SecondsLeft => View.SecondsLeft;

    private bool IsFinal => PageSteps.IsFinal(View, Step);

    /// <summary>What could not be done just now; "" for nothing.</summary>
    private string Notice => IsRefused && Step == PageStep.Again ? Words.NotStarted : "";

    /// <summary>Where this page's news come from.</summary>
    private string LiveUrl => $"{Secret}/{LinkPaths.Live}{QueryOf(Words)}";

    /// <summary>Of each of the page's own addresses, which a browser resolves against where it is.</summary>
    public static string QueryOf(PageWords words) => $"?{PageLanguage.Key}={words.Language}";

    /// <summary>Asks for a next invoice, without a script too.</summary>
    public static Html StartAgain(PageWords words, string secret) => Html.Of(
        $"""
        <form method="post" action="{secret}/{LinkPaths.Invoices}{QueryOf(words)}">
          <button class="main" id="again">{words.StartAgain}</button>
        </form>
        """);

    /// <summary>
    /// Differs where what is shown does. Neither the time left is looked at, nor where the page's own links lead: they
    /// begin with what may be renewed.
    /// </summary>
    private string Version => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(State.Markup.Replace(Secret, "", StringComparison.Ordinal))).AsSpan(0, 8));

    public Page ToPage() => new(Title, Html.Of(
        $"""
        <main data-live="{LiveUrl}" data-version="{Version}"{(IsFinal ? Html.Of($" data-final") : Html.Empty)}>
          <header>
            <h1>{Heading}</h1>
            <a class="other" href="?{PageLanguage.Key}={Words.Other.Language}" lang="{Words.Other.Language}"
              hreflang="{Words.Other.Language}">{Words.Other.Name}</a>
          </header>
          <p class="offline" role="alert" data-offline hidden>{Words.Offline}</p>
          {(Notice == "" ? Html.Empty : Html.Of($"""<p role="alert" data-notice>{Notice}</p>"""))}
          <section>
            <p class="state">
              <span class="{Tone}" data-chip>{Chip}</span>
              <time role="timer" aria-label="{Words.TimeLeft}" data-countdown data-seconds="{SecondsLeft}"
                data-minutes-left="{Words.MinutesLeft}"{(SecondsLeft > 0 ? Html.Empty : Html.Of($" hidden"))}
                >{Clock(SecondsLeft)}</time>
            </p>
            <p role="status" lang="{MessageLanguage}" data-message>{Message}</p>
          </section>
          <div data-state>{State}</div>
          <p class="unseen" role="status" data-spoken></p>
        </main>
        """))
    {
        Language = Words.Language,
        MoreStyle = Style,
        Script = Script,
        Head = IsFinal ? Html.Empty : Html.Of(
            $"""<noscript><meta http-equiv="refresh" content="{ReloadSeconds}"></noscript>"""),
        FrameSource = FrameSource,
        FrameAncestors = FrameAncestors,
    };

    /// <summary>As the page's script takes it.</summary>
    public string ToNews() => JsonSerializer.Serialize(
        new PageNews(Title, Chip, Tone, Message, SecondsLeft, Version, State.Markup, LiveUrl, OwnUrl, IsFinal),
        PageNewsJson.Default.PageNews);

    private static string Clock(int seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{seconds / 60}:{seconds % 60:00}");
}

/// <param name="Html">Of the part that changes in shape.</param>
/// <param name="Own">The page's own address from now on; "" for as it is.</param>
internal sealed record PageNews(
    string Title, string Chip, string Tone, string Message, int SecondsLeft, string Version, string Html, string Live,
    string Own, bool IsFinal);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(PageNews))]
internal sealed partial class PageNewsJson : JsonSerializerContext;
