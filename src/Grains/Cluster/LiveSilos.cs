using System.Threading.Channels;

namespace CryptoPay.Grains.Cluster;

/// <summary>
/// The silos that are up, as far as this one knows. What is to be done once in a cluster is done by the one that is up
/// longest: a frozen one holds it up until it is declared dead, and for a moment two may both believe that they are it.
/// </summary>
public sealed class LiveSilos : ISiloStatusListener
{
    private readonly ISiloStatusOracle silos;

    /// <summary>That one has died is told once, however many did meanwhile.</summary>
    private readonly Channel<bool> deaths = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public LiveSilos(ISiloStatusOracle silos)
    {
        this.silos = silos;
        silos.SubscribeToSiloStatusEvents(this);
        Look();
    }

    /// <summary>1 at least.</summary>
    public int Count { get; private set; } = 1;

    /// <summary>This silo does what is to be done once.</summary>
    public bool IsFirst { get; private set; } = true;

    /// <summary>One item after each death of a silo, and what it did goes on elsewhere.</summary>
    public ChannelReader<bool> Deaths => deaths.Reader;

    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status)
    {
        Look();
        if (status == SiloStatus.Dead) deaths.Writer.TryWrite(true);
    }

    private void Look()
    {
        var active = silos.GetApproximateSiloStatuses(onlyActive: true).Keys;
        Count = Math.Max(1, active.Count);
        var first = active.OrderBy(silo => silo.Generation).ThenBy(silo => silo).FirstOrDefault();
        IsFirst = first is null || first.Equals(silos.SiloAddress);
    }
}
