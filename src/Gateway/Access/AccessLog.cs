using System.Collections.Immutable;
using CryptoPay.Grains.Interfaces.Access;

namespace CryptoPay.Gateway.Access;

/// <summary>
/// Has it written down who is shown payments. One write is under way at a time, and carries all that came while the one
/// before was: the busier the gateway, the more of them share a write.
/// </summary>
/// <param name="write">Returns when all of them are on disk; throws where none is.</param>
internal sealed class AccessLog(Func<ImmutableArray<AccessRecord>, Task> write, TimeProvider time)
{
    /// <summary>How many of the last hour are known; of one that is forgotten there is one row more.</summary>
    internal const int KnownMax = 50_000;

    /// <summary>A flow asks for its order every 10 s: for so long that is one access, at this gateway.</summary>
    private static readonly TimeSpan SameFor = TimeSpan.FromHours(1);

    /// <summary>What hangs must not keep those from a try who come after.</summary>
    private static readonly TimeSpan WriteMax = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();

    // An access by itself, without its time.
    private readonly HashSet<AccessRecord> known = [];
    private readonly Queue<(AccessRecord Access, long WrittenAt)> byTime = [];
    private Batch? underWay;
    private Batch waiting = new();

    /// <summary>Returns when it is on disk, or was within the last hour.</summary>
    public Task Write(AccessRecord access)
    {
        var same = access with { At = default };
        lock (gate)
        {
            Forget();
            if (known.Contains(same)) return Task.CompletedTask;
            if (underWay?.Accesses.ContainsKey(same) == true) return underWay.Written.Task;
            var joined = waiting;
            joined.Accesses.TryAdd(same, access);
            if (underWay is null) BeginNext();
            return joined.Written.Task;
        }
    }

    private void BeginNext()
    {
        underWay = waiting.Accesses.Count > 0 ? waiting : null;
        if (underWay is not { } batch) return;
        waiting = new Batch();
        _ = Task.Run(() => Write(batch));
    }

    private async Task Write(Batch batch)
    {
        Exception? failure = null;
        try
        {
            await write([.. batch.Accesses.Values]).WaitAsync(WriteMax, time);
        }
        catch (Exception fault)
        {
            // Whatever it is: those who wait for it are told, and the next ones get their try.
            failure = fault;
        }

        lock (gate)
        {
            if (failure is null) Remember(batch.Accesses.Keys);
            BeginNext();
        }

        if (failure is null) batch.Written.SetResult();
        else batch.Written.SetException(failure);
    }

    private void Remember(IEnumerable<AccessRecord> accesses)
    {
        foreach (var access in accesses)
        {
            if (known.Add(access)) byTime.Enqueue((access, time.GetTimestamp()));
        }
    }

    private void Forget()
    {
        while (byTime.TryPeek(out var oldest)
            && (byTime.Count > KnownMax || time.GetElapsedTime(oldest.WrittenAt) >= SameFor))
        {
            known.Remove(oldest.Access);
            byTime.Dequeue();
        }
    }

    private sealed class Batch
    {
        /// <summary>By what makes two the same.</summary>
        public Dictionary<AccessRecord, AccessRecord> Accesses { get; } = [];

        public TaskCompletionSource Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
