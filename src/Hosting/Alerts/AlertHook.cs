using System.Net.Http.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Hosting.Alerts;

/// <summary>
/// Posts alerts until each has arrived. They are kept in memory alone: what was not delivered when the process dies is
/// in the log, and what needs a person stays in the list of reviews.
/// </summary>
internal sealed partial class AlertHook(
    AlertBook book, IHttpClientFactory clients, AlertAddress address, AlertMetrics metrics, TimeProvider time,
    ILogger<AlertHook> logger) : BackgroundService
{
    public const string ClientName = "Alerts";

    private static readonly TimeSpan BackoffMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BackoffMax = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var backoff = BackoffMin;
        while (!stoppingToken.IsCancellationRequested)
        {
            var changed = book.Changed;
            if (book.Next() is not { } next)
            {
                await Until(changed, stoppingToken);
            }
            else if (next.DueAt - time.GetUtcNow() is var wait && wait > TimeSpan.Zero)
            {
                await Until(Task.WhenAny(changed, Task.Delay(wait, time, stoppingToken)), stoppingToken);
            }
            else if (address.Value == "")
            {
                // Nobody wants to be told. What is open is counted all the same.
                book.Told(next.Post);
            }
            else if (await Post(next.Post, stoppingToken) is { } fault)
            {
                // It is told once more with the last ones.
                if (stoppingToken.IsCancellationRequested) break;
                book.NotTaken(next.Post);
                metrics.Posted(wasTaken: false);
                if (backoff == BackoffMin) Log.NotTaken(logger, fault);
                await Until(Task.Delay(backoff, time, stoppingToken), stoppingToken);
                backoff = backoff * 2 < BackoffMax ? backoff * 2 : BackoffMax;
            }
            else
            {
                if (backoff != BackoffMin) Log.TakenAgain(logger);
                backoff = BackoffMin;
                book.Told(next.Post);
                metrics.Posted(wasTaken: true);
            }
        }
    }

    /// <summary>Also where it was stopped before it came to run at all.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TellLast();
    }

    /// <summary>What was heard in the last seconds of this process is told now or never.</summary>
    private async Task TellLast()
    {
        if (address.Value == "") return;
        using var patience = new CancellationTokenSource(LastPatience, time);
        // What does not arrive is in the log.
        foreach (var post in book.Untold()) await Post(post, patience.Token);
    }

    private static Task Until(Task something, CancellationToken cancellation) =>
        something.WaitAsync(cancellation).ContinueWith(
            _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    /// <returns>Why it did not arrive; null where it did.</returns>
    private async Task<string?> Post(AlertPost post, CancellationToken cancellation)
    {
        try
        {
            using var client = clients.CreateClient(ClientName);
            using var answer = await client.PostAsJsonAsync(
                address.Value, post, AlertWire.Default.AlertPost, cancellation);
            return answer.IsSuccessStatusCode ? null : $"http_{(int)answer.StatusCode}";
        }
        catch (Exception failure)
        {
            // Its message can hold the address, and that may hold a token.
            return failure is HttpRequestException { HttpRequestError: var error }
                ? $"{error}" : failure.GetType().Name;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(6001, LogLevel.Warning,
            "Alerts:Url does not take alerts ({Fault}). They wait, and are tried again. The log has them too.")]
        public static partial void NotTaken(ILogger logger, string fault);

        [LoggerMessage(6002, LogLevel.Information, "Alerts:Url takes alerts again.")]
        public static partial void TakenAgain(ILogger logger);
    }
}
