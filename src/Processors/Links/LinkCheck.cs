using System.Collections.Frozen;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Answers;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Processors.Links;

/// <summary>
/// Looks at what a processor wants the customer to open. What is no link is nonsense; a link to a host that nobody
/// named is shown, and told to an operator once.
/// </summary>
/// <param name="hosts">Where the kind's own pages are.</param>
internal sealed partial class LinkCheck(string account, FrozenSet<string> hosts, ILogger<LinkCheck> logger)
{
    /// <summary>Far beyond what any wallet or QR code takes.</summary>
    private const int CharsMax = 4096;

    /// <summary>After so many hosts an operator knows that the processor makes up one for each link.</summary>
    private const int HostsToldMax = 100;

    private readonly HashSet<string> told = new(StringComparer.OrdinalIgnoreCase);

    public ProcessorResult<Invoice> Check(Invoice invoice, LinkOptions settings)
    {
        if (!IsNothingOr(invoice.CheckoutUrl.Value ?? "", url => IsLink(url, settings)))
            return new ProcessorResult<Invoice>.Nonsense(NoLink("checkoutUrl", settings));
        // A web address can stand for a payment: BitPay has such forms.
        return IsNothingOr(invoice.PaymentUri.Value, uri => PaymentUriSchemes.Has(uri) || IsLink(uri, settings))
            ? AnswerSizes.Bounded(invoice)
            : new ProcessorResult<Invoice>.Nonsense("paymentUri is no URI of a known kind of payment.");
    }

    public ProcessorResult<Refund> Check(Refund refund, LinkOptions settings) =>
        IsNothingOr(refund.ClaimUrl.Value, url => IsLink(url, settings))
            ? AnswerSizes.Bounded(refund)
            : new ProcessorResult<Refund>.Nonsense(NoLink("claimUrl", settings));

    private static string NoLink(string field, LinkOptions settings) =>
        $"{field} is no absolute {(settings.MayLinkByHttp ? "https or http" : "https")} URL.";

    // Uri is lenient: it trims blanks and reads backslashes as slashes, so that what is checked is not what is shown.
    private static bool IsNothingOr(string? text, Func<string, bool> isGood) =>
        string.IsNullOrEmpty(text)
        || (text.Length <= CharsMax
            && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '\\')
            && isGood(text));

    private bool IsLink(string text, LinkOptions settings)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url)
            || !(url.Scheme == Uri.UriSchemeHttps || (settings.MayLinkByHttp && url.Scheme == Uri.UriSchemeHttp))
            || url is not { UserInfo: "", IdnHost: { Length: > 0 } host })
        {
            return false;
        }

        if (!hosts.Contains(host) && !settings.Names(host) && IsNew(host)) Log.StrangeHost(logger, account, host);
        return true;
    }

    private bool IsNew(string host)
    {
        lock (told) return told.Count < HostsToldMax && told.Add(host);
    }

    private static partial class Log
    {
        [LoggerMessage(2004, LogLevel.Error,
            "Processor account {Account} sends customers to {Host}, which neither its kind nor "
            + "Processors:{Account}:LinkHosts names. The link is shown.")]
        public static partial void StrangeHost(ILogger logger, string account, string host);
    }
}
