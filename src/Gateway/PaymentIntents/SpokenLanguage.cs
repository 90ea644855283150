using System.Globalization;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Messages;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Gateway.PaymentIntents;

internal static class SpokenLanguage
{
    /// <summary>
    /// Says the message in the best language that <c>Accept-Language</c> names and we speak. Without one it stays as the
    /// intent says it: in the language of <c>metadata.language</c>, else English.
    /// </summary>
    public static PaymentIntentView InLanguageOf(this PaymentIntentView view, HttpRequest request)
    {
        var language = request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(accepted => accepted.Quality ?? 1)
            .Select(accepted => Sentences.LanguageOf(accepted.Value.ToString()))
            .FirstOrDefault(language => language is not null);
        if (language is null) return view;
        var due = new Money(decimal.Parse(view.AmountDue, CultureInfo.InvariantCulture), view.IsoCode);
        return view with { Message = view.CustomerMessage.Say(language, due) };
    }
}
