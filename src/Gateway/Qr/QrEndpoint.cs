using CryptoPay.Grains.Interfaces;

namespace CryptoPay.Gateway.Qr;

/// <summary>
/// The QR image that a chat or a page embeds. Its address is the secret: who has it may see it, for others there is
/// nothing.
/// </summary>
internal static class QrEndpoint
{
    public static void MapQrImages(this IEndpointRouteBuilder app) =>
        app.MapGet($"/qr/{{merchant}}/{{orderId}}/{QrPaths.Hidden}", Show).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> Show(
        string merchant, string orderId, HttpContext context, IGrainFactory grains, TimeProvider time)
    {
        if (!WireForms.IsMerchant(merchant) || !WireForms.IsOrderId(orderId)
            || QrPaths.TokenOf(context) is not { } token)
        {
            return TypedResults.NotFound();
        }

        var grain = grains.GetGrain<IPaymentIntentGrain>(IPaymentIntentGrain.KeyOf(merchant, orderId));
        var view = (await new AnswerTime(time).Bound(grain.Get())).View;
        if (view is null || !QrLinks.Opens(token, view) || QrLinks.ContentOf(view) is not { Length: > 0 } content)
        {
            return TypedResults.NotFound();
        }

        context.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.Bytes(QrImage.Png(content), "image/png");
    }
}
