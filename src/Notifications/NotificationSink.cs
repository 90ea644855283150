using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using CryptoPay.Http;
using CryptoPay.Notifications.Http;
using CryptoPay.Payments.Cases;
using CryptoPay.Payments.PaymentIntents;
using Microsoft.Extensions.Options;

namespace CryptoPay.Notifications;

/// <summary>
/// Posts to an order's <c>notificationUrl</c>, signed as Standard Webhooks 1.0.0 has it: that of the payment and each
/// refund of it, as they are at the time. The standard's receivers take any other answer than 2xx for a wish to be told
/// again; only 410 ends it.
/// </summary>
internal sealed class NotificationSink(
    string merchant, NotificationHosts hosts, IOptionsMonitor<NotificationOptions> options, IHttpClientFactory clients,
    TimeProvider clock) : ICaseSink
{
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(10);

    public string Merchant => merchant;

    public string Name => "webhook";

    public CaseSinkKind Kind => CaseSinkKind.AtLeastOnce;

    public IEnumerable<CaseNotice> NoticesOf(PaymentIntent intent)
    {
        if (intent.NotificationUrl.IsEmpty) yield break;
        if (intent.CaseRevision > 0) yield return CaseNotice.OfPayment(intent.CaseRevision, intent.NotificationUrl);
        foreach (var refund in intent.Refunds.Where(refund => refund.Revision > 0))
            yield return CaseNotice.OfRefund(refund.RefundId, refund.Revision, intent.NotificationUrl);
    }

    public async Task<DeliveryResult> Deliver(CaseUpdate update, CancellationToken cancellation)
    {
        if (options.ValidOrNull(merchant) is not { } settings)
            return new DeliveryResult.Refused(NotificationCodes.InvalidSettings, IsOfSettings: true);
        if (!hosts.Of(merchant).Allow(update.Intent.NotificationUrl.Value))
            return new DeliveryResult.Refused(NotificationCodes.HostNotAllowed);

        using var timeout = new CancellationTokenSource(CallTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            using var request = Signed(update, settings);
            using var client = clients.CreateClient(NotificationHttp.ClientName);
            using var answer = await client.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            return Read(answer);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (HttpRequestException refused) when (refused.InnerException is AddressNotAllowedException)
        {
            return new DeliveryResult.Refused(NotificationCodes.AddressNotAllowed);
        }
        catch (Exception thrown) when (FailedCall.Of(thrown) is { } failed)
        {
            return new DeliveryResult.Unavailable(failed.Code, WasSent: failed.WasSent);
        }
    }

    private static HttpRequestMessage Signed(CaseUpdate update, NotificationOptions settings)
    {
        var body = NotificationBody.Of(update);
        string?[] secrets = [settings.Secret, settings.PreviousSecret];
        var signatures = secrets.Where(secret => !string.IsNullOrEmpty(secret))
            .Select(secret => WebhookSecret.Sign(secret!, update.DeliveryId, update.At, body));
        var request = new HttpRequestMessage(HttpMethod.Post, update.Intent.NotificationUrl.Value)
        {
            Content = new ByteArrayContent(body)
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
            },
        };
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("CryptoPay", productVersion: null));
        request.Headers.Add("webhook-id", update.DeliveryId);
        request.Headers.Add(
            "webhook-timestamp", update.At.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", string.Join(' ', signatures));
        return request;
    }

    private DeliveryResult Read(HttpResponseMessage answer)
    {
        var code = EndingCodes.Of(answer.StatusCode);
        return (int)answer.StatusCode switch
        {
            >= 200 and < 300 => new DeliveryResult.Delivered(),
            >= 300 and < 400 => new DeliveryResult.Refused(code),
            (int)HttpStatusCode.Gone => new DeliveryResult.Refused(code, IsForGood: true),
            (int)HttpStatusCode.TooManyRequests =>
                new DeliveryResult.Unavailable(code, RetryAfter.Of(answer, clock), WasSent: false),
            _ => new DeliveryResult.Unavailable(code, RetryAfter.Of(answer, clock)),
        };
    }
}
