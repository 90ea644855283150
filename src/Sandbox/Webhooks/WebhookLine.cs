using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using CryptoPay.Sandbox.Faults;
using CryptoPay.Sandbox.Storage;

namespace CryptoPay.Sandbox.Webhooks;

/// <summary>When a processor sends a webhook again.</summary>
/// <param name="Waits">Before each further attempt.</param>
/// <param name="Retries">Whether this answer, or no answer (null), is worth one.</param>
internal sealed record RetryPlan(ImmutableArray<TimeSpan> Waits, Func<HttpStatusCode?, bool> Retries);

/// <param name="Request">Makes one attempt's request, told whether it is a redelivery; null for no receiver.</param>
internal sealed record OutgoingWebhook(string OrderId, Func<bool, HttpRequestMessage?> Request);

/// <summary>
/// Sends the webhooks of one dialect one at a time, in order: a failing one holds back the next. In memory only, so a
/// restart loses what waits, as it does at the real processors.
/// </summary>
internal abstract class WebhookLine(RetryPlan plan, FaultSwitch faults, SandboxDatabase database, TimeProvider time)
    : BackgroundService
{
    private static readonly TimeSpan HoldMax = TimeSpan.FromSeconds(2);

    private readonly Channel<OutgoingWebhook> queue = Channel.CreateUnbounded<OutgoingWebhook>();
    private readonly Dictionary<string, OutgoingWebhook> heldByOrder = [];

    // Not from the host's factory: its resilience handlers would add retries that no processor makes.
    private readonly HttpClient http = new();

    protected DateTimeOffset Now => time.GetUtcNow();

    protected void Enqueue(OutgoingWebhook webhook)
    {
        var mode = faults.TakeForWebhook(webhook.OrderId);
        if (mode == "dropped") return;
        if (mode == "out-of-order" && Hold(webhook))
        {
            _ = ReleaseLater(webhook.OrderId);
            return;
        }
        queue.Writer.TryWrite(webhook);
        if (mode == "doubled") queue.Writer.TryWrite(webhook);
        Release(webhook.OrderId);
    }

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        await foreach (var webhook in queue.Reader.ReadAllAsync(stop))
        {
            await Deliver(webhook, stop);
        }
    }

    public override void Dispose()
    {
        http.Dispose();
        base.Dispose();
    }

    private async Task Deliver(OutgoingWebhook webhook, CancellationToken stop)
    {
        for (var attempt = 0; ; attempt++)
        {
            if (database.RefusesWebhooks(webhook.OrderId)) return;
            using var request = webhook.Request(attempt > 0);
            if (request is null || !plan.Retries(await Send(request, stop)) || attempt == plan.Waits.Length) return;
            await Task.Delay(plan.Waits[attempt], time, stop);
        }
    }

    private async Task<HttpStatusCode?> Send(HttpRequestMessage request, CancellationToken stop)
    {
        try
        {
            using var response = await http.SendAsync(request, stop);
            return response.StatusCode;
        }
        // A socket's own: the receiver reset what it had only just accepted, as one that is killed does.
        catch (Exception failed) when (failed is HttpRequestException or SocketException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return null;
        }
    }

    private bool Hold(OutgoingWebhook webhook)
    {
        lock (heldByOrder)
        {
            return heldByOrder.TryAdd(webhook.OrderId, webhook);
        }
    }

    private async Task ReleaseLater(string orderId)
    {
        await Task.Delay(HoldMax, time);
        Release(orderId);
    }

    private void Release(string orderId)
    {
        lock (heldByOrder)
        {
            if (heldByOrder.Remove(orderId, out var held)) queue.Writer.TryWrite(held);
        }
    }
}
