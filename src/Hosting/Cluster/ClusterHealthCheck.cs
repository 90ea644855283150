using CryptoPay.Grains.Interfaces;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CryptoPay.Hosting.Cluster;

/// <summary>
/// A client's view: healthy when a silo answers a read of its storage. A failed one throws, which counts as
/// unhealthy.
/// </summary>
internal sealed class ClusterHealthCheck(
    ClusterConnection connection, IGrainFactory grains, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Of no merchant, as none has an empty name.</summary>
    private static readonly PaymentIntentQuery Nothing =
        new(Merchant: "", Status: null, From: null, Cursor: "", Take: 1);

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!connection.IsMade) return HealthCheckResult.Unhealthy("No silo has been found yet.");
        await grains.GetGrain<IPaymentIntentListGrain>(0).List(Nothing).WaitAsync(Patience, time, cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
