using Microsoft.Extensions.Options;

namespace CryptoPay.Notifications;

internal static class ValidOptions
{
    /// <summary>Good at the start, and maybe not after a change.</summary>
    public static NotificationOptions? ValidOrNull(this IOptionsMonitor<NotificationOptions> options, string merchant)
    {
        try
        {
            return options.Get(merchant);
        }
        catch (OptionsValidationException)
        {
            return null;
        }
    }
}
