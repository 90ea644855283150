using CryptoPay.Gateway.Answers;
using CryptoPay.Gateway.Settings;
using CryptoPay.Payments;
using CryptoPay.Payments.Views;
using CryptoPay.WebPages;
using Microsoft.Extensions.Options;

namespace CryptoPay.Gateway.Links;

/// <summary>The addresses of a payment's own pages and of its QR image.</summary>
internal sealed class OrderLinks(LinkTokens tokens, AgentTokens agentTokens, IOptions<GatewayOptions> options)
{
    /// <summary>What the links are for, and the first part of their paths.</summary>
    public const string Qr = "qr";
    public const string Pay = "pay";
    public const string Agent = "agent";

    public const string QrExtension = ".png";

    /// <summary>
    /// What the image is to encode, best first: the processor's payment URI as it is, its page. Empty without either,
    /// and once links to the payment are over.
    /// </summary>
    public static IEnumerable<string> ContentsOf(PaymentIntentView view) =>
        ((string[])[view.PaymentUri, view.CheckoutUrl]).Where(content => content.Length > 0 && !view.IsLinkOver);

    /// <summary>Of the first of them that a QR code holds; null where none does.</summary>
    public static byte[]? ImageOf(PaymentIntentView view) =>
        ContentsOf(view).Select(content => QrCode.Png(content)).FirstOrDefault(image => image is not null);

    public static string PathOf(string what, OrderKey order, string secret) =>
        $"/{what}/{order.Merchant}/{order.OrderId}/{secret}";

    public async Task<PaymentIntentView> AddTo(PaymentIntentView view, AnswerTime answerTime)
    {
        if (view.IsLinkOver) return view;
        var order = new OrderKey(view.Merchant, view.OrderId);
        try
        {
            return view with
            {
                PayUrl = Url(Pay, await answerTime.Bound(tokens.Of(Pay, order))),
                AgentUrl = Url(Agent, await answerTime.Bound(agentTokens.New(order))),
                // A link that was given once stays as it is.
                QrCodeUrl = !ContentsOf(view).Any() ? ""
                    : Url(Qr, view.LinkToken.Length > 0
                        ? view.LinkToken
                        : await answerTime.Bound(tokens.Of(Qr, order))) + QrExtension,
            };
        }
        catch (Exception exception) when (ClusterFault.Is(exception))
        {
            // What was asked for is done, and that is worth more to the caller than links.
            return view;
        }

        string Url(string what, string secret) => $"{options.Value.PublicBaseUrl}{PathOf(what, order, secret)}";
    }
}
