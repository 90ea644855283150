namespace CryptoPay.Grains.Cluster;

/// <summary>
/// What every silo of the cluster knows, as a number that only rises: while silos of an earlier version are up, what
/// came after them is neither written nor called. The constants say what came with which level.
/// </summary>
/// <param name="now">Of a silo that is alone: <see cref="Newest"/>.</param>
public sealed class ClusterLevel(int now)
{
    /// <summary>Version 2 of an account's row, and the calls that tell of an account's rest.</summary>
    public const int AccountRests = 1;

    /// <summary>Version 7 of an order's row, and erasures.</summary>
    public const int DataKeys = 2;

    /// <summary>What this program knows.</summary>
    public const int Newest = DataKeys;

    private volatile int now = now;

    public int Now
    {
        get => now;
        set => now = value;
    }

    public bool Has(int level) => now >= level;
}
