namespace CryptoPay.Silo.Tests.Storage.Sql;

/// <summary>Each test has a database for itself, brought up to date.</summary>
public abstract class FreshDatabaseTests : IAsyncDisposable
{
    private readonly FreshDatabase fresh;

    protected FreshDatabaseTests(FreshDatabase fresh)
    {
        this.fresh = fresh;
        fresh.Apply();
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return fresh.DisposeAsync();
    }
}
