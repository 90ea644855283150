using CryptoPay.Grains.Cluster;
using CryptoPay.Silo.Storage.Sql;

namespace CryptoPay.Silo.Storage.Postgres;

/// <summary>
/// Says in the database what this silo knows, and raises the cluster's level when no silo that is up knows less. An
/// earlier version that starts after that does not read what was written since. When the database was away, it has
/// Orleans look who was declared dead.
/// </summary>
internal sealed partial class SiloLevels(
    Database database, ILocalSiloDetails silo, IClusterMembershipService members, ClusterLevel level, TimeProvider time,
    ILogger<SiloLevels> logger) : BackgroundService
{
    private const int Dead = (int)SiloStatus.Dead;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private bool wasCutOff;

    /// <returns>The cluster's level.</returns>
    public async Task<int> Look(CancellationToken cancellation) => (await database.Query(
        $"""
        INSERT INTO silo_level VALUES (@address, @port, @generation, @level) ON CONFLICT DO NOTHING;
        DELETE FROM silo_level WHERE NOT (address = @address AND port = @port AND generation = @generation)
           AND NOT EXISTS (SELECT FROM silo WHERE silo.address = silo_level.address AND silo.port = silo_level.port
                              AND silo.generation = silo_level.generation AND status <> {Dead});
        UPDATE cluster_level SET level = of_all.level
          FROM (SELECT min(coalesce(silo_level.level, 0)) AS level
                  FROM silo LEFT JOIN silo_level USING (address, port, generation) WHERE status <> {Dead}) AS of_all
         WHERE of_all.level > cluster_level.level;
        SELECT level FROM cluster_level
        """,
        row => row.GetInt32(0), cancellation,
        ("@address", silo.SiloAddress.Endpoint.Address.ToString()), ("@port", silo.SiloAddress.Endpoint.Port),
        ("@generation", silo.SiloAddress.Generation), ("@level", ClusterLevel.Newest))).Single();

    public async Task Beat(CancellationToken cancellation)
    {
        try
        {
            var now = await Look(cancellation);
            // After failures Orleans looks ever later, up to a minute: so long a silo would go on that the others, who
            // had the database, declared dead.
            if (wasCutOff) await members.Refresh(cancellationToken: cancellation);
            wasCutOff = false;
            if (now > level.Now && now == ClusterLevel.Newest) Log.Reached(logger, now);
            level.Now = now;
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            // What was known to all still is.
            wasCutOff = true;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var beat = new PeriodicTimer(Period, time);
        do await Beat(stoppingToken);
        while (await beat.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(4007, LogLevel.Information,
            "No silo knows less than this one, level {Level}: what came with it is used.")]
        public static partial void Reached(ILogger logger, int level);
    }
}
