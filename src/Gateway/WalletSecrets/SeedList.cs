using System.Collections.Frozen;
using System.Collections.Immutable;

namespace CryptoPay.Gateway.WalletSecrets;

/// <summary>A list that a wallet takes the words of its phrases from.</summary>
/// <param name="Name">Such as <c>bip39-english</c>.</param>
/// <param name="EndsPhrase">Whether a phrase ends with the last of these neighbouring words.</param>
internal sealed record SeedList(string Name, ImmutableArray<string> Words, SeedList.PhraseEnd EndsPhrase)
{
    private readonly FrozenDictionary<string, int> places = Words.Index()
        .ToFrozenDictionary(word => WordForms.In(word.Item).Single(), word => word.Index);

    /// <param name="words">By their place in the list.</param>
    public delegate bool PhraseEnd(SeedList list, ReadOnlySpan<int> words);

    public bool IsBip39 => Name.StartsWith("bip39-", StringComparison.Ordinal);

    public bool IsChinese => Name.Contains("-chinese-", StringComparison.Ordinal);

    /// <param name="form">See <see cref="WordForms"/>.</param>
    /// <returns>The word's place in the list; null where it is not in it.</returns>
    public int? PlaceOf(string form) => places.TryGetValue(form, out var place) ? place : null;
}
