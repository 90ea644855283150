using CryptoPay.Postgres;

[assembly: AssemblyFixture(typeof(SharedPostgres))]

namespace CryptoPay.Postgres;

/// <summary>
/// One server for all tests of a project that do not end it, started for the first of them. A test class takes this in
/// its constructor, and a database of its own from it.
/// </summary>
public sealed class SharedPostgres : IAsyncDisposable
{
    private readonly Lazy<Task<PostgresServer>> server = new(() => PostgresServer.Start());

    /// <summary>Skips the test where PostgreSQL is not installed.</summary>
    /// <returns>How to connect to a database that nobody used yet.</returns>
    public async Task<string> NewDatabase() => await (await server.Value).NewDatabase();

    public async ValueTask DisposeAsync()
    {
        if (server is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true, Result: var running } })
            await running.DisposeAsync();
    }
}
