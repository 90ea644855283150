using System.Collections.Immutable;
using CryptoPay.Grains.Interfaces.Access;
using Orleans.Concurrency;

namespace CryptoPay.Grains.Access;

[StatelessWorker]
internal sealed class AccessLogGrain(IAccessLog log) : Grain, IAccessLogGrain
{
    public Task Write(ImmutableArray<AccessRecord> accesses) => log.Write(accesses, CancellationToken.None);
}
