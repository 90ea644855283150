using System.Collections.Concurrent;
using System.Diagnostics;

namespace CryptoPay.Cluster;

/// <summary>What would outlive us: ended with us, however we end but by SIGKILL.</summary>
internal static class Leftovers
{
    /// <summary>With their starts: an id may be another's by then.</summary>
    private static readonly ConcurrentBag<(int Id, DateTime StartedAt)> Processes = [];

    public static void Add(Process process) => Processes.Add((process.Id, process.StartTime));

    public static void End()
    {
        foreach (var (id, startedAt) in Processes)
        {
            try
            {
                using var left = Process.GetProcessById(id);
                if (left.StartTime == startedAt) left.Kill(entireProcessTree: true);
            }
            catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
            {
                // It has ended.
            }
        }
    }
}
