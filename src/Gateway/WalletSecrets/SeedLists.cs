using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;

namespace CryptoPay.Gateway.WalletSecrets;

/// <summary>A list that a wallet takes the words of its phrases from.</summary>
/// <param name="Name">Such as <c>bip39-english</c>.</param>
/// <param name="EndsPhrase">Whether a phrase ends with the last of these neighbouring words.</param>
internal sealed record SeedList(string Name, ImmutableArray<string> Words, SeedList.PhraseEnd EndsPhrase)
{
    /// <param name="words">By their place in the list.</param>
    public delegate bool PhraseEnd(SeedList list, ReadOnlySpan<int> words);

    public bool IsBip39 => Name.StartsWith("bip39-", StringComparison.Ordinal);

    public bool IsChinese => Name.Contains("-chinese-", StringComparison.Ordinal);
}

/// <summary>All lists, from the files of the folder Words; its README names their sources.</summary>
internal static class SeedLists
{
    /// <summary>The fewest words of a phrase.</summary>
    public const int CountMin = 12;

    private const string Folder = "CryptoPay.Gateway.WalletSecrets.Words.";

    public static ImmutableArray<SeedList> All { get; } =
    [
        .. typeof(SeedLists).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(Read),
    ];

    private static readonly FrozenDictionary<string, ImmutableArray<SeedWord>> Words = All
        .SelectMany((list, i) => list.Words.Select(
            (word, at) => (Form: WordForms.In(word).Single(), new SeedWord(i, at))))
        .GroupBy(word => word.Form, word => word.Item2)
        .ToFrozenDictionary(words => words.Key, words => words.ToImmutableArray());

    /// <param name="form">See <see cref="WordForms"/>.</param>
    /// <returns>Where it stands, once a list; none where it is no list's word.</returns>
    public static ImmutableArray<SeedWord> Of(string form) => Words.GetValueOrDefault(form, []);

    private static SeedList Read(string resource)
    {
        using var reader = new StreamReader(typeof(SeedLists).Assembly.GetManifestResourceStream(resource)!);
        var name = resource[Folder.Length..^".txt".Length];
        return new(name, [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)], name switch
        {
            _ when name.StartsWith("monero-", StringComparison.Ordinal) =>
                new MoneroSeeds(int.Parse(name[(name.IndexOf('.') + 1)..], CultureInfo.InvariantCulture)).End,
            _ when name.StartsWith("electrum-", StringComparison.Ordinal) => ElectrumSeeds.End,
            // The commonest characters there are: neighbours alone say nothing.
            "bip39-chinese-simplified" or "bip39-chinese-traditional" => (list, words) =>
                Bip39Seeds.End(words) || ElectrumSeeds.End(list, words),
            // Hardly any ordinary text has so many of a list in a row.
            _ => (_, words) => words.Length >= CountMin,
        });
    }
}

/// <param name="List">Its place in <see cref="SeedLists.All"/>.</param>
/// <param name="At">The word's place in the list.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SeedWord(int List, int At);
