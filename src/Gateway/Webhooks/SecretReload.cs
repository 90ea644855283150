using Microsoft.Extensions.Options;

namespace CryptoPay.Gateway.Webhooks;

/// <summary>
/// Reads the configuration again when a webhook does not fit any secret that we know: it may have been rotated a
/// moment ago. At most once in <see cref="PeriodMin"/>, so that forgeries cannot make us read all the time.
/// </summary>
internal sealed partial class SecretReload(
    IConfigurationRoot configuration, TimeProvider time, ILogger<SecretReload> logger)
{
    public static readonly TimeSpan PeriodMin = TimeSpan.FromSeconds(10);

    private readonly Lock reloading = new();
    private long? lastAt;

    public void ReloadIfDue()
    {
        lock (reloading)
        {
            if (lastAt is { } at && time.GetElapsedTime(at) < PeriodMin) return;

            lastAt = time.GetTimestamp();
            try
            {
                configuration.Reload();
            }
            catch (AggregateException broken)
                when (broken.Flatten().InnerExceptions.All(one => one is OptionsValidationException))
            {
                // Whoever reads those settings says so.
            }
            catch (Exception broken)
            {
                // A file in the middle of being written, or one that is no settings: what was read before holds.
                Log.NotReadAgain(logger, broken.GetType().Name);
            }
        }
    }

    private static partial class Log
    {
        // Only the type: what a parser says of a file may repeat a secret.
        [LoggerMessage(5002, LogLevel.Error, "The settings cannot be read again, and stay as they were: {Fault}.")]
        public static partial void NotReadAgain(ILogger logger, string fault);
    }
}
