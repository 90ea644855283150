using System.Globalization;
using CryptoPay.Payments.Views;
using CryptoPay.WebPages;

namespace CryptoPay.Gateway.OrderPages;

/// <summary>What the customer sees. It never shows a refund's claim link.</summary>
/// <param name="view">In the page's language.</param>
/// <param name="mayFrame">The processor's page may stand in this one.</param>
/// <param name="secret">Of the page's link from now on.</param>
internal sealed class PayPage(PaymentIntentView view, PageWords words, bool mayFrame, string secret)
{
    /// <summary>Stands in the page's address where a next invoice was asked for in vain.</summary>
    public const string Refused = "refused";

    private const string Frame = "allow-scripts allow-same-origin allow-forms allow-popups "
        + "allow-top-navigation-to-custom-protocols";

    private readonly PageStep step = PageSteps.Of(view);

    /// <param name="isRefused">A next invoice was asked for, and could not be made.</param>
    public OrderPage Show(bool isRefused = false) => new(view, words, secret, isRefused)
    {
        Heading = words.Payment,
        About = $"{view.Amount} {view.IsoCode}",
        Message = view.Message,
        MessageLanguage = words.Language,
        State = Html.Join([
            step switch
            {
                PageStep.Pay or PageStep.PayRest => PayHere,
                PageStep.Done => Receipt,
                PageStep.Again => Section(Html.Join([Next, OrderPage.StartAgain(words, secret)])),
                _ => Section(Next),
            },
            Reference,
        ]),
    };

    private static Html Section(Html content) => Html.Of($"<section>{content}</section>");

    private Html Next => Html.Join(
        ((string[])[PageSteps.IsGone(view, step) ? words.Gone : "", words.Next(step, view.Outcome)])
            .Where(next => next != "").Select(next => Html.Of($"<p>{next}</p>")));

    private Html PayHere => view.PaymentUri == "" ? AtProcessor : Html.Of(
        $"""
        <section>
          {Parts}
          {Next}
          {Amount}
          {Warning}
          <div class="ways">
            <a class="button main" id="wallet" href="{view.PaymentUri}">{words.OpenWallet}</a>
            <p class="quiet">{words.Scan}</p>
            {QrCode.Image(view.PaymentUri, words.QrCode)}
          </div>
          {Address}
        </section>
        {ProcessorPage}
        """);

    /// <summary>Where the processor gives nothing that a wallet opens, only its own page.</summary>
    private Html AtProcessor => Html.Of(
        $"""
        <section>
          {Parts}
          {Next}
          {Amount}
          <p class="warning">{words.OnlyThere}</p>
          <a class="button main" id="wallet" href="{view.CheckoutUrl}" rel="noopener noreferrer">{words.OpenPage}</a>
        </section>
        {(mayFrame ? FrameOf(" open") : Html.Empty)}
        """);

    private Html Parts => step == PageStep.PayRest
        ? Html.Of($"<p>{Format(words.Arrived, $"{view.AmountPaid} {view.IsoCode}", $"{view.Amount} {view.IsoCode}")}</p>")
        : Html.Empty;

    private Html Amount => Html.Of(
        $"""
        <p class="amount">{view.AmountDue} {view.IsoCode}</p>
        {(view.CryptoAmount == ""
            ? Html.Empty
            : Copyable(words.Send, "coins", words.Amount, view.CryptoAmount, view.CryptoCode))}
        """);

    private Html Warning => Html.Of(
        $"""
        <p class="warning">{(CoinNetwork.Of(view) is { Length: > 0 } network
            ? Format(words.OnlyOn, view.CryptoCode, network)
            : Format(words.Only, view.CryptoCode))}</p>
        """);

    private Html Address => view.PaymentAddress == "" ? Html.Empty : Html.Of(
        $"""
        {Copyable(words.Address, "address", words.Address, view.PaymentAddress, "")}
        <p class="quiet">{words.Compare}</p>
        """);

    private Html ProcessorPage => (view.CheckoutUrl, mayFrame) switch
    {
        ("", _) => Html.Empty,
        (_, true) => FrameOf(""),
        var (url, _) => Html.Of(
            $"""
            <section><a href="{url}" rel="noopener noreferrer">{Format(words.ProcessorPage, HostOf(url))}</a></section>
            """),
    };

    private Html FrameOf(string open) => Html.Of(
        $"""
        <section>
          <details id="processor"{open}>
            <summary id="more">{Format(words.ProcessorPage, HostOf(view.CheckoutUrl))}</summary>
            <p><a href="{view.CheckoutUrl}" target="_blank" rel="noopener noreferrer">{words.OpenPage}</a></p>
            <iframe src="{view.CheckoutUrl}" title="{HostOf(view.CheckoutUrl)}" loading="lazy"
              referrerpolicy="no-referrer" sandbox="{Frame}"></iframe>
          </details>
        </section>
        """);

    private Html Receipt => Html.Of(
        $"""
        <section class="receipt">
          <h2>{words.Receipt}</h2>
          <dl>
            <dt>{words.Order}</dt><dd>{view.OrderId}</dd>
            <dt>{words.Amount}</dt><dd>{view.Amount} {view.IsoCode}</dd>
            {Entry(words.PaidIn, Received)}
            {Entry(words.Refunded, PageSteps.IsZero(view.AmountRefunded) ? "" : $"{view.AmountRefunded} {view.IsoCode}")}
            <dt>{words.PaidAt}</dt><dd>{Time(view.SettledAt)}</dd>
            <dt>{words.Reference}</dt><dd>{view.PaymentIntentId}</dd>
          </dl>
          <p class="screen">{words.Next(step, view.Outcome)}</p>
          <button class="screen" type="button" data-script data-print hidden>{words.Print}</button>
        </section>
        """);

    private string Received => PageSteps.IsZero(view.AmountPaid) ? ""
        : PageSteps.IsZero(view.CryptoAmountPaid) ? $"{view.AmountPaid} {view.IsoCode}"
        : $"{view.AmountPaid} {view.IsoCode} ({view.CryptoAmountPaid} {view.CryptoCode})";

    private Html Reference => step == PageStep.Done ? Html.Empty : Html.Of(
        $"""
        <p class="quiet">{words.Order} {view.OrderId} · {view.Amount} {view.IsoCode}
          · {words.Reference} {view.PaymentIntentId}</p>
        """);

    private Html Copyable(string label, string id, string what, string value, string unit) => Html.Of(
        $"""
        <p class="quiet">{label}</p>
        <div class="copyable">
          <code><span id="{id}">{value}</span> {unit}</code>
          <button type="button" id="copy-{id}" data-script data-copy="{id}" data-copied="{words.Copied}" data-selected="{words.Selected}"
            aria-label="{words.Copy} {what}" hidden>{words.Copy}</button>
        </div>
        """);

    private static Html Entry(string name, string value) =>
        value == "" ? Html.Empty : Html.Of($"<dt>{name}</dt><dd>{value}</dd>");

    // To the minute, in UTC: the same on paper wherever it is printed.
    private static Html Time(string at) =>
        at == "" ? Html.Empty : Html.Of($"""<time datetime="{at}">{at[..10]} {at[11..16]} UTC</time>""");

    private static string HostOf(string url) => new Uri(url).Authority;

    private static string Format(string text, params object[] values) =>
        string.Format(CultureInfo.InvariantCulture, text, values);
}
