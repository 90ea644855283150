using System.Collections.Concurrent;

namespace CryptoPay.Gateway.Tests.Leaks;

/// <summary>What was said, and where.</summary>
internal sealed class Evidence
{
    private readonly ConcurrentQueue<(string Place, string Text)> said = [];

    public IEnumerable<(string Place, string Text)> Said => said;

    public void Add(string place, string text) => said.Enqueue((place, text));
}
