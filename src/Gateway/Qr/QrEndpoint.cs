using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.Answers;
using CryptoPay.Gateway.Links;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments;
using CryptoPay.Payments.Views;

namespace CryptoPay.Gateway.Qr;

/// <summary>
/// The QR image that a chat or a page embeds. Its address is the secret: who has it may see it, for others there is
/// nothing.
/// </summary>
internal static class QrEndpoint
{
    public static void MapQrImages(this IEndpointRouteBuilder app) =>
        app.MapGet($"/{OrderLinks.Qr}/{{merchant}}/{{orderId}}/{LinkPaths.Hidden}", Show)
            .AllowAnonymous().Shows(Look.Qr).ExcludeFromDescription();

    private static async Task<IResult> Show(
        string merchant, string orderId, HttpContext context, IGrainFactory grains, LinkTokens tokens,
        WrongTries tries, TimeProvider time)
    {
        var order = new OrderKey(merchant, orderId);
        if (!NamedOrder.IsOne(order) || TokenOf(context) is not { } token) return TypedResults.NotFound();

        context.LooksAt(new LookedAt(merchant, orderId));
        var answerTime = new AnswerTime(time);
        if (LinkTokens.AreSame(token, await answerTime.Bound(tokens.Of(OrderLinks.Qr, order))))
            return Image(context, await View());

        // Whether a random one is right only the order can tell. It is asked by those who have not guessed often.
        if (tries.Links.Count(context) is { } wait) return new TooMany(wait);
        if (token.Length != LinkTokens.RandomChars
            || await View() is not { LinkToken.Length: > 0 } view || !LinkTokens.AreSame(token, view.LinkToken))
        {
            return TypedResults.NotFound();
        }

        tries.Links.TakeBack(context);
        return Image(context, view);

        async Task<PaymentIntentView?> View() => (await answerTime.Ask(grains.GetOrder(order).Get)).View;
    }

    private static string? TokenOf(HttpContext context) =>
        LinkPaths.SecretOf(context) is { } name && name.EndsWith(OrderLinks.QrExtension, StringComparison.Ordinal)
            ? name[..^OrderLinks.QrExtension.Length]
            : null;

    private static IResult Image(HttpContext context, PaymentIntentView? view)
    {
        if (view is null || OrderLinks.ImageOf(view) is not { } image) return TypedResults.NotFound();
        context.Response.Headers.CacheControl = "private, no-store";
        // A chat or a page embeds it, also one that lets in only what says so.
        context.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        return TypedResults.Bytes(image, "image/png");
    }
}
