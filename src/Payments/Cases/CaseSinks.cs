using System.Collections.Frozen;
using System.Collections.Immutable;

namespace CryptoPay.Payments.Cases;

/// <summary>Every merchant's sinks.</summary>
/// <exception cref="ArgumentException">Two sinks of one merchant have the same name.</exception>
public sealed class CaseSinks(IEnumerable<ICaseSink> sinks)
{
    private readonly FrozenDictionary<string, ImmutableArray<ICaseSink>> byMerchant = sinks
        .GroupBy(sink => sink.Merchant).ToFrozenDictionary(group => group.Key, group => Distinct([.. group]));

    /// <summary>Of all merchants, each once.</summary>
    public IEnumerable<string> Names => byMerchant.Values.SelectMany(sinks => sinks).Select(sink => sink.Name).Distinct();

    /// <summary>In no order that means anything; empty for a merchant that has none.</summary>
    public ImmutableArray<ICaseSink> Of(string merchant) => byMerchant.GetValueOrDefault(merchant, []);

    private static ImmutableArray<ICaseSink> Distinct(ImmutableArray<ICaseSink> sinks) =>
        sinks.DistinctBy(sink => sink.Name).Count() == sinks.Length
            ? sinks
            : throw new ArgumentException($"Merchant {sinks[0].Merchant} has two case sinks of one name.", nameof(sinks));
}
