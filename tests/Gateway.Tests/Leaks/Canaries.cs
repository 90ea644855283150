using System.Security.Cryptography;

namespace CryptoPay.Gateway.Tests.Leaks;

/// <summary>All of one hunt: those that are made up, and those that the house gave out.</summary>
internal sealed class Canaries
{
    private readonly Dictionary<string, Canary> byValue = [];
    private readonly Lock gate = new();

    public IReadOnlyCollection<Canary> All
    {
        get
        {
            lock (gate) return [.. byValue.Values];
        }
    }

    /// <summary>22 letters: nothing takes them for a number, an ID or a word of a seed phrase.</summary>
    public string New(string name) => Learn(name, RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz", 22));

    /// <summary>A phone number that nobody has.</summary>
    public string NewNumber(string name) => Learn(name, "+1555" + RandomNumberGenerator.GetString("0123456789", 9));

    /// <returns>The value.</returns>
    public string Learn(string name, string value)
    {
        if (value == "") throw new ArgumentException($"There is no {name} to look for.", nameof(value));
        lock (gate) byValue.TryAdd(value, new Canary(name, value));
        return value;
    }
}
