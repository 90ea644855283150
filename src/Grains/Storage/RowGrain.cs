namespace CryptoPay.Grains.Storage;

/// <summary>A grain that keeps one document, and answers with what is certainly written.</summary>
internal abstract class RowGrain<TDocument>(IPersistentState<TDocument> storage) : Grain
    where TDocument : class, new()
{
    /// <summary>The last document that is certainly written.</summary>
    protected TDocument Committed { get; private set; } = new();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Committed = storage.State;
        return Task.CompletedTask;
    }

    protected async Task Write(TDocument next)
    {
        storage.State = next;
        try
        {
            await storage.WriteStateAsync();
        }
        catch
        {
            // Whether it was written only storage can tell.
            DeactivateOnIdle();
            throw;
        }

        Committed = next;
    }
}
