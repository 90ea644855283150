using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using CryptoPay.Gateway.Answers;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments.Views;

namespace CryptoPay.Gateway.OrderPages;

/// <summary>
/// What an open page is told: how the payment stands, then each change of what is shown. It asks the order's grain,
/// which answers as soon as it has written something, and never a processor.
/// </summary>
internal sealed class PageNewsStream(IHostApplicationLifetime host, TimeProvider time)
{
    /// <summary>How long the grain may wait for news. What time alone changes is seen as late as this.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Before any proxy takes a connection without a word for dead.</summary>
    private static readonly TimeSpan BeatPeriod = TimeSpan.FromSeconds(15);

    /// <summary>An agent's link opens for 10 min: the open page hears of its next one long before.</summary>
    private static readonly TimeSpan NewLinkPeriod = TimeSpan.FromMinutes(4);

    private const string News = "news";
    private const string Beat = "beat";

    public async IAsyncEnumerable<SseItem<string>> Of(
        OpenedPage page, [EnumeratorCancellation] CancellationToken aborted)
    {
        // An open page must not hold up a stop of the whole program.
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(aborted, host.ApplicationStopping);
        var view = page.View;
        PaymentIntentView? shown = null;
        var (saidAt, linkedAt) = (time.GetTimestamp(), time.GetTimestamp());
        do
        {
            if (!IsSame(view, shown) || time.GetElapsedTime(linkedAt) >= NewLinkPeriod)
            {
                (shown, saidAt, linkedAt) = (view, time.GetTimestamp(), time.GetTimestamp());
                yield return new SseItem<string>((await page.Render(view, false)).ToNews(), News);
            }
            else if (time.GetElapsedTime(saidAt) >= BeatPeriod)
            {
                saidAt = time.GetTimestamp();
                yield return new SseItem<string>("", Beat);
            }

            view = await Next(page.Order, view, ended.Token);
        }
        while (!ended.IsCancellationRequested && !view.IsLinkOver && time.GetUtcNow() < page.End);
    }

    /// <returns>The same where the cluster does not answer.</returns>
    private async Task<PaymentIntentView> Next(
        IPaymentIntentGrain order, PaymentIntentView view, CancellationToken ended)
    {
        try
        {
            return (await order.WaitForNews(view.Revision, Patience).WaitAsync(ended)).View ?? view;
        }
        catch (OperationCanceledException)
        {
            return view;
        }
        catch (Exception exception) when (ClusterFault.Is(exception))
        {
            await Task.Delay(Patience, time, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return view;
        }
    }

    /// <summary>Looks the same, but for the time that is left.</summary>
    private static bool IsSame(PaymentIntentView view, PaymentIntentView? shown) => shown is not null
        && view == shown with
        {
            SecondsLeft = view.SecondsLeft,
            PollAfterSeconds = view.PollAfterSeconds,
            Revision = view.Revision,
        };
}
