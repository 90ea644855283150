using Microsoft.Extensions.Configuration;

namespace CryptoPay.Hosting.Alerts;

/// <summary>
/// Where alerts are posted now; "" for nowhere. Read by whoever logs, so it never fails: a change to what is no address
/// is passed over, and the one before holds.
/// </summary>
internal sealed class AlertAddress(IConfiguration configuration)
{
    private volatile string lastGood = "";

    public string Value
    {
        get
        {
            var now = new AlertOptions { Url = configuration["Alerts:Url"] ?? "" };
            if (now.IsUsable) lastGood = now.Url;
            return lastGood;
        }
    }
}
