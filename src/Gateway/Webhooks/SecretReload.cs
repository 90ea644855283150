using Microsoft.Extensions.Options;

namespace CryptoPay.Gateway.Webhooks;

/// <summary>
/// Reads the configuration again when a webhook does not fit any secret that we know: it may have been rotated a
/// moment ago. At most once in <see cref="PeriodMin"/>, so that forgeries cannot make us read all the time.
/// </summary>
internal sealed class SecretReload(IConfigurationRoot configuration, TimeProvider time)
{
    public static readonly TimeSpan PeriodMin = TimeSpan.FromSeconds(10);

    private readonly Lock reloading = new();
    private long? lastAt;

    public void ReloadIfDue()
    {
        lock (reloading)
        {
            if (lastAt is { } at && time.GetElapsedTime(at) < PeriodMin)
            {
                return;
            }

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
        }
    }
}
