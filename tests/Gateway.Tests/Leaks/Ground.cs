namespace CryptoPay.Gateway.Tests.Leaks;

/// <summary>All but the gateway itself: a database, the world that it calls, and what is known of both.</summary>
internal sealed class Ground : IAsyncDisposable
{
    private Ground(Store store)
    {
        Store = store;
        House = new House(Canaries);
        World = new World(Evidence, House.OfWorld);
    }

    public Canaries Canaries { get; } = new();

    public Evidence Evidence { get; } = new();

    public Store Store { get; }

    public House House { get; }

    public World World { get; }

    public string[] GatewaySettings => [.. House.OfGateway(World.Address), .. Store.Settings];

    public static async Task<Ground> Lay(bool isPostgres)
    {
        var ground = new Ground(await Store.Open(isPostgres));
        await ground.World.Start();
        return ground;
    }

    public Caller CallerOf(HttpClient client) => new(client, House, Canaries, Evidence);

    /// <summary>All places where a canary was seen, also those where it may be.</summary>
    /// <param name="log">Lines, or all of them as one.</param>
    public async Task<IReadOnlyCollection<Sighting>> Sightings(IEnumerable<string> log)
    {
        foreach (var line in log) Evidence.Add(Places.Log, line);
        var contents = await Store.Contents();
        var search = new Search(Canaries.All);
        foreach (var (place, text) in Evidence.Said.Concat(contents.Said)) search.In(place, text);
        return search.Seen;
    }

    public async ValueTask DisposeAsync()
    {
        await World.DisposeAsync();
        await Store.DisposeAsync();
    }
}
