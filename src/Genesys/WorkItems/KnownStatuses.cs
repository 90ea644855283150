using System.Collections.Concurrent;
using CryptoPay.Genesys.Calls;

namespace CryptoPay.Genesys.WorkItems;

/// <summary>The statuses of a tenant's work types, kept for some minutes: most updates need a read less.</summary>
internal sealed class KnownStatuses(Tenant tenant, TimeProvider clock)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, (StatusGraph Graph, DateTimeOffset ReadAt)> kept = [];

    public async Task<Reply<StatusGraph>> Of(string workTypeId, CancellationToken cancellation)
    {
        if (kept.TryGetValue(workTypeId, out var known) && clock.GetUtcNow() < known.ReadAt + KeptFor)
            return new Reply<StatusGraph>(known.Graph, null, 0);

        var read = await Read(tenant, workTypeId, cancellation).ConfigureAwait(false);
        if (read.Value is { } graph) kept[workTypeId] = (graph, clock.GetUtcNow());
        return read;
    }

    /// <summary>They may have changed: a step that they allow was refused.</summary>
    public void Forget(string workTypeId) => kept.TryRemove(workTypeId, out _);

    public static async Task<Reply<StatusGraph>> Read(
        Tenant tenant, string workTypeId, CancellationToken cancellation)
    {
        var read = await tenant.Read(
            $"taskmanagement/worktypes/{workTypeId}/statuses", WorkItemShapes.Default.WorkStatuses, cancellation)
            .ConfigureAwait(false);
        return new Reply<StatusGraph>(read.Value is { } all ? new StatusGraph(all) : null, read.Fault, read.Status);
    }
}
