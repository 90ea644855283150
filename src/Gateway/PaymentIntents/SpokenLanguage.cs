using System.Globalization;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Messages;
using CryptoPay.Payments.Views;

namespace CryptoPay.Gateway.PaymentIntents;

internal static class SpokenLanguage
{
    /// <summary>
    /// Says the message in the best language that <c>Accept-Language</c> names and we speak. Without one it stays as
    /// the intent says it: in the language of <c>metadata.language</c>, else English.
    /// </summary>
    public static PaymentIntentView InLanguageOf(this PaymentIntentView view, HttpRequest request) =>
        LanguageOf(request) is { } language ? view.In(language) : view;

    /// <param name="language">As <see cref="Sentences.LanguageOf"/> gives it.</param>
    public static PaymentIntentView In(this PaymentIntentView view, string language) =>
        view with { Message = view.CustomerMessage.Say(language, Money(view.AmountDue, view.IsoCode)) };

    /// <inheritdoc cref="InLanguageOf(PaymentIntentView, HttpRequest)"/>
    public static RefundView InLanguageOf(this RefundView view, HttpRequest request) =>
        LanguageOf(request) is { } language
            ? view with { Message = view.CustomerMessage.Say(language, Money(view.Amount, view.IsoCode)) }
            : view;

    /// <summary>Null where it names none that we speak.</summary>
    public static string? LanguageOf(HttpRequest request) => request.GetTypedHeaders().AcceptLanguage
        .OrderByDescending(accepted => accepted.Quality ?? 1)
        .Select(accepted => Sentences.LanguageOf(accepted.Value.ToString()))
        .FirstOrDefault(language => language is not null);

    private static Money Money(string amount, string isoCode) =>
        new(decimal.Parse(amount, CultureInfo.InvariantCulture), isoCode);
}
