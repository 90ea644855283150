namespace CryptoPay.Gateway.Links;

/// <summary>
/// Asks for the link key before a caller needs it. Who asks first in the life of a database waits for a write; where
/// many come at once, an answer has no time left for that, and would have no link.
/// </summary>
internal sealed class LinkKeyAtStart(LinkTokens tokens, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan RetryFirst = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryMax = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var wait = RetryFirst; !await IsKnown(); wait = wait * 2 < RetryMax ? wait * 2 : RetryMax)
            await Task.Delay(wait, time, stoppingToken);
    }

    private async Task<bool> IsKnown()
    {
        try
        {
            await tokens.Key();
            return true;
        }
        catch (Exception)
        {
            // Each answer that needs it asks too; payments go on without it.
            return false;
        }
    }
}
