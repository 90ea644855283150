using CryptoPay.Gateway.Answers;
using CryptoPay.Gateway.Links;
using CryptoPay.Gateway.Settings;
using CryptoPay.Payments;
using CryptoPay.Payments.Views;
using CryptoPay.WebPages;
using Microsoft.Extensions.Options;

namespace CryptoPay.Gateway.Qr;

/// <summary>The address of a payment's QR image.</summary>
internal sealed class QrLinks(LinkTokens tokens, IOptions<GatewayOptions> options)
{
    public const string Purpose = "qr";

    /// <summary>
    /// What the image is to encode, best first: the processor's payment URI as it is, its page. Empty without either,
    /// and once links to the payment are over.
    /// </summary>
    public static IEnumerable<string> ContentsOf(PaymentIntentView view) =>
        ((string[])[view.PaymentUri, view.CheckoutUrl]).Where(content => content.Length > 0 && !view.IsLinkOver);

    /// <summary>Of the first of them that a QR code holds; null where none does.</summary>
    public static byte[]? ImageOf(PaymentIntentView view) =>
        ContentsOf(view).Select(content => QrCode.Png(content)).FirstOrDefault(image => image is not null);

    public async Task<PaymentIntentView> AddTo(PaymentIntentView view, AnswerTime answerTime)
    {
        if (!ContentsOf(view).Any()) return view;
        try
        {
            // A link that was given once stays as it is.
            var token = view.LinkToken.Length > 0
                ? view.LinkToken
                : await answerTime.Bound(tokens.Of(Purpose, new OrderKey(view.Merchant, view.OrderId)));
            return view with
            {
                QrCodeUrl = $"{options.Value.PublicBaseUrl}/qr/{view.Merchant}/{view.OrderId}/{token}.png",
            };
        }
        catch (Exception exception) when (ClusterFault.Is(exception))
        {
            // What was asked for is done, and that is worth more to the caller than an image.
            return view;
        }
    }
}
