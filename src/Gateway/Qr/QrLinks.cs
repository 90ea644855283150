using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CryptoPay.Payments.PaymentIntents;
using Microsoft.Extensions.Options;

namespace CryptoPay.Gateway.Qr;

/// <summary>The address of a payment's QR image, and who may open it.</summary>
internal sealed class QrLinks(IOptions<GatewayOptions> options)
{
    /// <summary>What the image encodes: the processor's payment URI as it is, or its page; "" without either.</summary>
    public static string ContentOf(PaymentIntentView view) =>
        view.PaymentUri.Length > 0 ? view.PaymentUri : view.CheckoutUrl;

    public PaymentIntentView AddTo(PaymentIntentView view) => view with
    {
        QrCodeUrl = ContentOf(view).Length > 0 && view.LinkToken.Length > 0
            ? $"{options.Value.PublicBaseUrl}/qr/{view.Merchant}/{view.OrderId}/{view.LinkToken}.png"
            : "",
    };

    /// <summary>In constant time. An intent without a token opens to nobody.</summary>
    public static bool Opens(string token, PaymentIntentView view) =>
        view.LinkToken.Length > 0
        && CryptographicOperations.FixedTimeEquals(
            MemoryMarshal.AsBytes(token.AsSpan()), MemoryMarshal.AsBytes(view.LinkToken.AsSpan()));
}
