using System.Collections.Immutable;
using CryptoPay.Grains.Interfaces.Access;
using Orleans.Concurrency;

namespace CryptoPay.Grains.Access;

[StatelessWorker]
internal sealed class ApiKeysGrain(IApiKeyStore store, TimeProvider time) : Grain, IApiKeysGrain
{
    public Task<ImmutableArray<StoredKey>> Open() => store.Open(time.GetUtcNow(), CancellationToken.None);

    public Task NoteUse(ImmutableDictionary<string, DateTimeOffset> uses) =>
        store.NoteUse(uses, CancellationToken.None);
}
