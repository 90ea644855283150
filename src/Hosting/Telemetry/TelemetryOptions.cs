using System.ComponentModel.DataAnnotations;
using System.Net;

namespace CryptoPay.Hosting.Telemetry;

/// <summary>Section <c>Telemetry</c>.</summary>
public sealed class TelemetryOptions
{
    /// <summary>
    /// Where Prometheus reads <c>/metrics</c> without a key: a port of its own, which serves nothing else. 1 to 65535;
    /// default none.
    /// </summary>
    [Range(1, 65535)]
    public int? MetricsPort { get; set; }

    /// <summary>
    /// The IP address that <see cref="MetricsPort"/> is opened on. Default loopback; 0.0.0.0 for all of this machine's.
    /// </summary>
    public string MetricsAddress { get; set; } = "127.0.0.1";

    internal bool HasUsableAddress => IPAddress.TryParse(MetricsAddress, out _);
}
