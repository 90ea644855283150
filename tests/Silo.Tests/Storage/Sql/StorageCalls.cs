using Orleans.Storage;

namespace CryptoPay.Silo.Tests.Storage.Sql;

/// <summary>What an activation does with its state, without the activation.</summary>
internal static class StorageCalls
{
    public static async Task<GrainState<Document>> Read(this IGrainStorage storage, string key)
    {
        var state = new GrainState<Document>();
        await storage.ReadStateAsync("state", Id(key), state);
        return state;
    }

    public static Task Write(this IGrainStorage storage, string key, GrainState<Document> state) =>
        storage.WriteStateAsync("state", Id(key), state);

    public static Task Write(this IGrainStorage storage, Document document) =>
        storage.Write($"{document.Intent!.Merchant}/{document.Intent.OrderId}", new GrainState<Document>(document));

    public static Task Clear(this IGrainStorage storage, string key, GrainState<Document> state) =>
        storage.ClearStateAsync("state", Id(key), state);

    private static GrainId Id(string key) => GrainId.Create("payment-intent", key);
}
