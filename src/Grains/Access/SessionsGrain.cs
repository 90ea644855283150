using CryptoPay.Grains.Interfaces.Access;
using Orleans.Concurrency;

namespace CryptoPay.Grains.Access;

/// <summary>Apart from the sign-in, so that who is in does not wait behind those who guess.</summary>
[StatelessWorker, Reentrant]
internal sealed class SessionsGrain(IOperatorStore operators, TimeProvider time) : Grain, ISessionsGrain
{
    public Task Start(string sessionHash, Operator who)
    {
        var now = time.GetUtcNow();
        return operators.StartSession(sessionHash, who, passwordHash: null, now, now + ISessionsGrain.Lifetime);
    }

    public Task<Operator?> Find(string sessionHash) => operators.FindSession(sessionHash, time.GetUtcNow());

    public Task End(string sessionHash) => operators.EndSession(sessionHash);
}
