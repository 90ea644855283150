using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.Answers;
using CryptoPay.Gateway.Bodies;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments.Processors;
using Microsoft.Extensions.Options;

namespace CryptoPay.Gateway.Webhooks;

/// <summary>
/// Where processors knock. A delivery says at most which order to read again; it is believed in nothing else, and
/// whoever sends a wrong one learns nothing from the answer.
/// </summary>
internal static class WebhookEndpoint
{
    /// <summary>Processors wait longer than callers do; after this they get 503 and send it again.</summary>
    private static readonly TimeSpan WakeTimeMax = TimeSpan.FromSeconds(5);

    public static void MapWebhooks(this IEndpointRouteBuilder app)
    {
        // Made now, as its series begin at the start and not with the first delivery.
        app.ServiceProvider.GetRequiredService<WebhookMetrics>();
        app.MapPost("/webhooks/{account}", Receive).AllowAnonymous().ExcludeFromDescription()
            // A genuine one is never dropped, whoever else sends from its address.
            .DisableRateLimiting();
    }

    private static async Task<IResult> Receive(
        string account, HttpContext context, SecretReload secrets, WebhookMetrics metrics,
        WrongTries tries, IGrainFactory grains, TimeProvider time)
    {
        if (context.RequestServices.GetKeyedService<IWebhookReceiver>(account) is not { } receiver)
        {
            metrics.Count(WebhookMetrics.NoAccount, WebhookVerdict.UnknownAccount);
            return Refused(tries, context, WebhookMetrics.NoAccount, TypedResults.NotFound());
        }

        if (await BoundedBody.Read(context.Request, context.RequestAborted) is not { } body)
        {
            metrics.Count(account, WebhookVerdict.TooLarge);
            return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }

        var delivery = new WebhookDelivery(name => context.Request.Headers[name]!, body, time.GetUtcNow());
        var verdict = WebhookVerdict.Unavailable;
        try
        {
            var reading = Read(receiver, account, delivery);
            if (reading is WebhookReading.Forged)
            {
                // Also where the secrets were read a moment ago: another delivery may have done that since this try.
                secrets.ReloadIfDue();
                reading = Read(receiver, account, delivery);
            }

            verdict = reading switch
            {
                WebhookReading.Forged => WebhookVerdict.Forged,
                WebhookReading.Located located => await Wake(located, grains, time),
                _ => WebhookVerdict.Stranger,
            };
        }
        finally
        {
            metrics.Count(account, verdict);
        }

        return verdict == WebhookVerdict.Forged
            ? Refused(tries, context, account, TypedResults.Unauthorized())
            : TypedResults.Ok();
    }

    private static IResult Refused(WrongTries tries, HttpContext context, string account, IResult refusal) =>
        tries.Webhooks.Count(context, account) is { } wait ? new TooMany(wait) : refusal;

    /// <exception cref="OptionsValidationException">The account's settings do not work: 503.</exception>
    private static WebhookReading Read(IWebhookReceiver receiver, string account, WebhookDelivery delivery)
    {
        try
        {
            return receiver.Read(delivery);
        }
        catch (InvalidOperationException broken)
        {
            // A setting's text that is no value of its type, which is thrown before the settings are validated.
            throw new OptionsValidationException(account, broken.GetType(), [broken.Message]);
        }
    }

    // Genuine, but the processor keeps what others wrote there too: only what could be a key of ours becomes one.
    private static async Task<WebhookVerdict> Wake(
        WebhookReading.Located located, IGrainFactory grains, TimeProvider time)
    {
        if (!NamedOrder.IsOne(located.Order)) return WebhookVerdict.Stranger;
        return await grains.GetOrder(located.Order).Wake(WakeReason.News).WaitAsync(WakeTimeMax, time)
            ? WebhookVerdict.Accepted
            : WebhookVerdict.Stranger;
    }
}
