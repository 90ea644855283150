using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CryptoPay.Notifications;

/// <summary>Where each merchant's notifications may go, as the settings are now.</summary>
public sealed class NotificationHosts(IOptionsMonitor<NotificationOptions> options, IHostEnvironment environment)
{
    /// <summary>None where a change has made the settings invalid.</summary>
    public MerchantHosts Of(string merchant) =>
        new(options.ValidOrNull(merchant)?.Hosts ?? [], environment.IsDevelopment());
}
