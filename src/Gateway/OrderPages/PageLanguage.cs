using CryptoPay.Gateway.PaymentIntents;
using CryptoPay.Payments.Messages;

namespace CryptoPay.Gateway.OrderPages;

/// <summary>In which language a page is shown.</summary>
internal static class PageLanguage
{
    /// <summary>Of the address's query, so that no cookie is needed.</summary>
    public const string Key = "lang";

    /// <summary>What the reader chose; else what is known of them; else what their browser asks for.</summary>
    /// <param name="known">As <see cref="Sentences.LanguageOf"/> gives it; "" for nothing.</param>
    public static string Of(HttpRequest request, string known = "") =>
        Sentences.LanguageOf(request.Query[Key].ToString())
        ?? (known != "" ? known : SpokenLanguage.LanguageOf(request) ?? Sentences.DefaultLanguage);
}
