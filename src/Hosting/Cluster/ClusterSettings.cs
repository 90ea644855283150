using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace CryptoPay.Hosting.Cluster;

/// <summary>Section <c>Cluster</c>.</summary>
public sealed class ClusterSettings
{
    /// <summary>
    /// Embedded (default): gateway and silo in one process. Client: the gateway looks for a silo elsewhere.
    /// </summary>
    [EnumDataType(typeof(ClusterMode), ErrorMessage = "The field Mode must be Embedded or Client.")]
    public ClusterMode Mode { get; set; } = ClusterMode.Embedded;

    /// <summary>Where silos talk to each other, on loopback. Default: a free port, looked for by the silo.</summary>
    [Range(1, 65535)]
    public int? SiloPort { get; set; }

    /// <summary>
    /// Where clients reach the silo, on loopback. Default: as for <see cref="SiloPort"/>; a client has to name its
    /// silo's, and the silo that runs alone has 30000.
    /// </summary>
    [Range(1, 65535)]
    public int? GatewayPort { get; set; }

    /// <summary>How long a call inside the cluster may take. 1 s to 5 min; default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <exception cref="InvalidOperationException">
    /// One is out of its range, or two contradict each other; the message names them.
    /// </exception>
    public static ClusterSettings From(IConfiguration configuration)
    {
        var settings = configuration.GetSection("Cluster").Get<ClusterSettings>() ?? new ClusterSettings();
        var faults = new List<ValidationResult>();
        Validator.TryValidateObject(settings, new ValidationContext(settings), faults, validateAllProperties: true);
        var fault = faults.Count > 0 ? $"Cluster: {faults[0].ErrorMessage}" : settings switch
        {
            { Mode: ClusterMode.Client, GatewayPort: null } =>
                "Cluster:GatewayPort is missing: with Cluster:Mode Client it must be the one that the silo has.",
            { SiloPort: { } port } when port == settings.GatewayPort =>
                $"Cluster:SiloPort and Cluster:GatewayPort are both {port}: they must be two ports.",
            _ => null,
        };
        return fault is null ? settings : throw new InvalidOperationException(fault);
    }
}

public enum ClusterMode
{
    Embedded,
    Client,
}
