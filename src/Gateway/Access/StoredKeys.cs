using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using CryptoPay.Grains.Interfaces.Access;

namespace CryptoPay.Gateway.Access;

/// <summary>
/// The API keys of the database, as this gateway knows them: all that are open, read again every few seconds. So a
/// stranger's guess costs no read, and a revoked key is closed within <see cref="AgeMax"/> in each gateway.
/// </summary>
internal sealed partial class StoredKeys(IGrainFactory grains, TimeProvider time, ILogger<StoredKeys> logger)
    : BackgroundService
{
    /// <summary>What was read longer ago is not believed: it cannot be told then who holds a key.</summary>
    public static readonly TimeSpan AgeMax = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(3);

    /// <summary>A key that was made a moment ago need not wait, and guesses make us read once in this time.</summary>
    private static readonly TimeSpan AgeOfMissMax = TimeSpan.FromSeconds(1);

    /// <summary>A caller's whole call gets hardly more.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    private static readonly TimeSpan UsePeriod = TimeSpan.FromMinutes(1);

    private readonly Lock starting = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> uses = new(StringComparer.OrdinalIgnoreCase);
    private Task<Book> reading = Task.FromResult(Book.Unread);
    private volatile Book book = Book.Unread;

    /// <param name="sha256">Of the key, hex in lower case.</param>
    /// <returns>Null where it opens nothing.</returns>
    /// <exception cref="TimeoutException">It cannot be told.</exception>
    public async ValueTask<StoredKey?> Find(string sha256)
    {
        var known = book;
        if (Age(known) >= AgeMax || (!known.ByHash.ContainsKey(sha256) && Age(known) >= AgeOfMissMax))
            known = await Read().WaitAsync(Patience, time);
        var now = time.GetUtcNow();
        if (known.ByHash.GetValueOrDefault(sha256) is not { } key || !key.HashesAt(now).Contains(sha256)) return null;
        uses[key.Name] = now;
        return key;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var usesToldAt = time.GetTimestamp();
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            try
            {
                await Read().WaitAsync(AgeMax, time, stoppingToken);
                if (time.GetElapsedTime(usesToldAt) < UsePeriod) continue;
                usesToldAt = time.GetTimestamp();
                await TellUses();
            }
            catch (Exception cannot) when (!stoppingToken.IsCancellationRequested)
            {
                // Who calls with such a key hears that it cannot be told.
                Log.NotRead(logger, cannot.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private Task<Book> Read()
    {
        lock (starting) return reading.IsCompleted ? reading = ReadNow() : reading;
    }

    private async Task<Book> ReadNow()
    {
        var at = time.GetTimestamp();
        var now = time.GetUtcNow();
        var open = await grains.GetGrain<IApiKeysGrain>(0).Open();
        return book = new Book(
            open.SelectMany(key => key.HashesAt(now).Select(hash => (hash, key)))
                .ToFrozenDictionary(pair => pair.hash, pair => pair.key),
            at);
    }

    private async Task TellUses()
    {
        var told = uses.ToImmutableDictionary();
        if (told.IsEmpty) return;
        await grains.GetGrain<IApiKeysGrain>(0).NoteUse(told);
        foreach (var use in told) uses.TryRemove(use);
    }

    private TimeSpan Age(Book known) => known.ReadAt is { } at ? time.GetElapsedTime(at) : TimeSpan.MaxValue;

    /// <param name="ReadAt">When the read began; null where none did.</param>
    private sealed record Book(FrozenDictionary<string, StoredKey> ByHash, long? ReadAt)
    {
        public static readonly Book Unread = new(FrozenDictionary<string, StoredKey>.Empty, null);
    }

    private static partial class Log
    {
        [LoggerMessage(5004, LogLevel.Warning,
            "The API keys of the database could not be read: {Fault}. Calls with one of them are answered with 503.")]
        public static partial void NotRead(ILogger logger, string fault);
    }
}
