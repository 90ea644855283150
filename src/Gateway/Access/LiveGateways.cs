using Npgsql;

namespace CryptoPay.Gateway.Access;

/// <summary>
/// How many gateways share the database, and so the calls of a key. Where nobody can tell, as many as before; a gateway
/// that has gone without a word counts for 15 s more.
/// </summary>
internal sealed class LiveGateways(IServiceProvider services, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private readonly NpgsqlDataSource? source = services.GetService<NpgsqlDataSource>();
    private readonly string id = $"{Environment.MachineName}/{Environment.ProcessId}";
    private volatile int count = 1;

    /// <summary>1 at least.</summary>
    public int Count => count;

    /// <summary>One gateway's part of a limit, rounded up.</summary>
    public static int ShareOf(int limit, int count) => (limit + count - 1) / count;

    /// <summary>Says that this one is up, and counts.</summary>
    public async Task Look(CancellationToken cancellation)
    {
        if (source is null) return;
        try
        {
            await using var look = source.CreateCommand(
                "INSERT INTO gateway VALUES ($1, now()) ON CONFLICT(id) DO UPDATE SET seen_at = now()");
            look.Parameters.Add(new() { Value = id });
            await look.ExecuteNonQueryAsync(cancellation);
            await using var all = source.CreateCommand(
                """
                WITH gone AS (DELETE FROM gateway WHERE seen_at < now() - interval '15 s')
                SELECT count(*) FROM gateway WHERE seen_at >= now() - interval '15 s'
                """);
            count = Math.Max(1, (int)(long)(await all.ExecuteScalarAsync(cancellation))!);
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            // The table may not be there before the first silo has made it.
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (source is null) return;
        try
        {
            await using var leave = source.CreateCommand("DELETE FROM gateway WHERE id = $1");
            leave.Parameters.Add(new() { Value = id });
            await leave.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (Exception)
        {
            // The others count without it in 15 s.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (source is null) return;
        using var beat = new PeriodicTimer(Period, time);
        do await Look(stoppingToken);
        while (await beat.WaitForNextTickAsync(stoppingToken));
    }
}
