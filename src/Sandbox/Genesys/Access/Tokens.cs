using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace CryptoPay.Sandbox.Genesys.Access;

/// <summary>Tokens that were given out. A restart makes them unknown.</summary>
internal sealed class Tokens(IOptionsMonitor<GenesysOptions> options, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, DateTimeOffset> endsAt = [];
    private int given;

    public int Given => given;

    public (string Token, int Seconds) Give()
    {
        lock (gate)
        {
            var (token, seconds) = (RandomNumberGenerator.GetHexString(86, lowercase: true),
                options.CurrentValue.TokenSeconds);
            endsAt[token] = time.GetUtcNow().AddSeconds(seconds);
            given++;
            return (token, seconds);
        }
    }

    public bool IsGood(string token)
    {
        lock (gate)
        {
            return endsAt.TryGetValue(token, out var end) && time.GetUtcNow() < end;
        }
    }

    public void RevokeAll()
    {
        lock (gate)
        {
            endsAt.Clear();
        }
    }
}
