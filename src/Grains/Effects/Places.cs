namespace CryptoPay.Grains.Effects;

/// <summary>
/// Bounds how much of the work at one account, or one merchant's case sink, is under way. An account's rounds of reads
/// have places of their own and so has what a customer waits for, so neither stands behind the other. What waits here
/// was not sent, and nothing has failed.
/// </summary>
/// <param name="siloCount">The silos that share them.</param>
internal sealed class Places(Func<int> siloCount)
{
    /// <summary>Of each, in the whole cluster. An account's HTTP client takes as many calls as both have together.</summary>
    private const int Count = 32;

    private readonly Lock gate = new();
    private readonly LinkedList<Place> hurried = [];
    private readonly LinkedList<Place> patient = [];
    private int taken;

    /// <summary>Stands in line for a place. To dispose of it gives the place back, or leaves the line.</summary>
    /// <param name="isHurried">It goes before all that are not.</param>
    public Place Ask(bool isHurried)
    {
        var place = new Place(this);
        lock (gate)
        {
            (isHurried ? hurried : patient).AddLast(place.Node);
            Grant();
        }

        return place;
    }

    private void Grant()
    {
        while (taken < Math.Max(1, Count / siloCount()) && (hurried.First ?? patient.First) is { } next)
        {
            taken++;
            next.List!.Remove(next);
            next.Value.Grant();
        }
    }

    public sealed class Place : IDisposable
    {
        private readonly TaskCompletionSource granted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Places all;
        private bool isOver;

        internal Place(Places all) => (this.all, Node) = (all, new LinkedListNode<Place>(this));

        public Task Granted => granted.Task;

        /// <summary>In no list once the place is granted.</summary>
        internal LinkedListNode<Place> Node { get; }

        /// <summary>There is more reason for it than when it was asked for.</summary>
        public void Hurry()
        {
            lock (all.gate)
            {
                if (Node.List != all.patient) return;
                all.patient.Remove(Node);
                all.hurried.AddLast(Node);
            }
        }

        public void Dispose()
        {
            lock (all.gate)
            {
                if (isOver) return;
                isOver = true;
                if (Node.List is { } line) line.Remove(Node);
                else all.taken--;
                all.Grant();
            }
        }

        internal void Grant() => granted.SetResult();
    }
}
