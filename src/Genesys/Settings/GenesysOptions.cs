using CryptoPay.Payments.Classification;

namespace CryptoPay.Genesys.Settings;

/// <summary>
/// One merchant's tenant of Genesys Cloud, under <c>Genesys:{merchant}</c>. Read again at each use, but for
/// <see cref="Sinks"/>: a changed secret needs no restart.
/// </summary>
public sealed class GenesysOptions
{
    public const string Section = "Genesys";

    /// <summary>The domain of the tenant's region, such as mypurecloud.ie; one of <see cref="Regions"/>.</summary>
    public string Region { get; set; } = "";

    /// <summary>
    /// In place of a region: where both /oauth/token and /api/v2 are. https, or in Development http on a loopback host.
    /// </summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>Of an OAuth client with the grant "client credentials".</summary>
    public string ClientId { get; set; } = "";

    [Secret] public string ClientSecret { get; set; } = "";

    /// <summary>Who is told of this merchant's orders; without any it is the work item.</summary>
    public string[] Sinks { get; set; } = [];

    /// <summary>A status of the work type for each of <see cref="StatusWords"/>; without one it is left.</summary>
    public Dictionary<string, string> Statuses { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The custom fields' own keys where they are not ours; "" leaves a field out.</summary>
    public Dictionary<string, string> Fields { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The data table of the sink "row".</summary>
    public string DataTableId { get; set; } = "";

    /// <summary>The workflow of the sink "workflow".</summary>
    public string FlowId { get; set; } = "";

    /// <summary>Who messages to customers are from: a number, or the ID of a deployment or integration.</summary>
    public string MessageFrom { get; set; } = "";

    /// <summary>What messages to customers go by: sms, whatsapp, webmessaging, open or apple.</summary>
    public string MessengerType { get; set; } = "";

    /// <summary>
    /// Calls that this process may send in a minute, 1 to 300. Genesys Cloud counts 300 for each client, so processes
    /// that share one share them.
    /// </summary>
    public int CallsPerMinute { get; set; } = CallsPerMinuteMax;

    internal const int CallsPerMinuteMax = 300;

    internal string TokenUrl => BaseUrl == "" ? $"https://login.{Region}/oauth/token" : $"{Base}/oauth/token";

    internal string ApiUrl => BaseUrl == "" ? $"https://api.{Region}/api/v2" : $"{Base}/api/v2";

    private string Base => BaseUrl.TrimEnd('/');
}
