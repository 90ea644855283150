using System.Globalization;
using CryptoPay.Payments.Views;
using CryptoPay.WebPages;

namespace CryptoPay.Gateway.OrderPages;

/// <summary>
/// What the agent sees beside the call: how it stands, what to say, what to compare with the customer. It can make a
/// next invoice and nothing else.
/// </summary>
/// <param name="view">In the customer's language.</param>
/// <param name="words">The agent's.</param>
/// <param name="customer">The customer's.</param>
/// <param name="secret">Of the page's link from now on.</param>
internal sealed class AgentPage(PaymentIntentView view, PageWords words, PageWords customer, string secret)
{
    /// <summary>
    /// Of an address: as many as people compare. To make one that is equal there takes some 2^50 tries.
    /// </summary>
    private const int SignsAtStart = 8;
    private const int SignsAtEnd = 6;

    private readonly PageStep step = PageSteps.Of(view);

    /// <param name="isRefused">A next invoice was asked for, and could not be made.</param>
    public OrderPage Show(bool isRefused = false) => new(view, words, secret, isRefused)
    {
        Heading = words.ForAgent,
        About = view.OrderId,
        Message = step is PageStep.Done or PageStep.Review or PageStep.Over or PageStep.Closed
            ? $"{view.Amount} {view.IsoCode}"
            : string.Format(
                CultureInfo.InvariantCulture, words.Due, $"{view.AmountDue} {view.IsoCode}",
                $"{view.Amount} {view.IsoCode}"),
        MessageLanguage = words.Language,
        State = Html.Of(
            $"""
            <section>
              <h2>{words.SayNow}</h2>
              <blockquote lang="{customer.Language}">{view.Message} {Say}</blockquote>
              {(step == PageStep.Again ? OrderPage.StartAgain(words, secret) : Html.Empty)}
            </section>
            {(step is PageStep.Pay or PageStep.PayRest ? Check : Html.Empty)}
            <p class="quiet">{words.Order} {view.OrderId} · {words.Reference} {view.PaymentIntentId}</p>
            """),
        OwnUrl = $"{secret}{OrderPage.QueryOf(words)}",
    };

    private string Say => string.Join(' ', ((string[])
    [
        PageSteps.IsGone(view, step) ? customer.Gone : "",
        step == PageStep.Pay && view.PaymentAddress == ""
            ? customer.SayAtProcessor
            : customer.Say(step, view.Outcome),
    ]).Where(said => said != ""));

    private Html Check
    {
        get
        {
            var address = view.PaymentAddress;
            if (address == "" && view.CryptoAmount == "") return Html.Empty;
            var hasCases = Spelling.HasCases(address);
            return Html.Of(
                $"""
                <section class="check">
                  <h2>{words.CompareByPhone}</h2>
                  <p class="quiet">{words.CompareHow}</p>
                  {Spelled(words.Begins, address[..Math.Min(SignsAtStart, address.Length)], hasCases)}
                  {Spelled(words.Ends, address[Math.Max(0, address.Length - SignsAtEnd)..], hasCases)}
                  {Spelled($"{words.ExactAmount} ({view.CryptoCode})", view.CryptoAmount, false)}
                  <p class="warning">{words.Stop}</p>
                </section>
                """);
        }
    }

    private Html Spelled(string label, string text, bool hasCases) => text == "" ? Html.Empty : Html.Of(
        $"""
        <p class="quiet">{label}</p>
        <p class="signs">{text}</p>
        <p lang="{customer.Language}">{Spelling.Of(text, hasCases, customer.Language)}</p>
        """);
}
