using System.ComponentModel.DataAnnotations;
using CryptoPay.Hosting.Storage;
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

    /// <summary>Where silos talk to each other. Default: a free port, looked for by the silo.</summary>
    [Range(1, 65535)]
    public int? SiloPort { get; set; }

    /// <summary>
    /// Where clients reach the silo. Default: as for <see cref="SiloPort"/>; the silo that runs alone has 30000. A
    /// client has to name its silo's, unless they find each other by a database.
    /// </summary>
    [Range(1, 65535)]
    public int? GatewayPort { get; set; }

    /// <summary>
    /// Where other silos and clients reach this silo: an IP address of this machine, or a name that it has one under.
    /// Nothing else is listened on. A silo on a database that is shared must have it: where all of them are on one
    /// machine, 127.0.0.1.
    /// </summary>
    public string? Address { get; set; }

    /// <summary>How long a call inside the cluster may take. 1 s to 5 min; default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <exception cref="InvalidOperationException">
    /// One is out of its range, or two contradict each other; the message names them.
    /// </exception>
    public static ClusterSettings From(IConfiguration configuration)
    {
        var settings = configuration.GetSection("Cluster").Get<ClusterSettings>() ?? new ClusterSettings();
        var isShared = configuration[$"{StorageOptions.Section}:Provider"] == StorageOptions.Postgres;
        var faults = new List<ValidationResult>();
        Validator.TryValidateObject(settings, new ValidationContext(settings), faults, validateAllProperties: true);
        var fault = faults.Count > 0 ? $"Cluster: {faults[0].ErrorMessage}" : settings switch
        {
            { Mode: ClusterMode.Client, GatewayPort: null } when !isShared =>
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
