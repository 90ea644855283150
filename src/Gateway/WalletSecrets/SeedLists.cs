using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace CryptoPay.Gateway.WalletSecrets;

/// <summary>All lists, from the files of the folder Words; its README names their sources.</summary>
internal static class SeedLists
{
    /// <summary>The fewest words of a phrase.</summary>
    public const int CountMin = 12;

    private const string Folder = "CryptoPay.Gateway.WalletSecrets.Words.";

    /// <summary>So many letters tell the words of BIP-39 apart where it is written in Latin ones.</summary>
    private const int LettersMin = 4;

    /// <summary>
    /// Those that the lists of English and Spanish have, as in a transcript of a voice bot. Of twelve words of a phrase
    /// seven are practically never among them.
    /// </summary>
    private static readonly FrozenSet<string> SpokenNumbers = FrozenSet.Create(
        "zero", "one", "two", "three", "six", "seven", "eight", "ten", "hundred", "double", "cero", "uno", "dos", "tres",
        "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "cien", "doble");

    public static ImmutableArray<SeedList> All { get; } =
    [
        .. typeof(SeedLists).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(Read),
    ];

    /// <summary>Those of BIP-39 with words that are cut to the letters that tell them apart.</summary>
    public static ImmutableArray<SeedList> Cut { get; } =
    [
        .. All.Where(list => list.IsBip39 && list.Words.All(word => char.IsAsciiLetter(WordForms.In(word).Single()[0])))
            .Select(list => new SeedList(list.Name, [.. list.Words.Select(CutOf)], IsLong)),
    ];

    /// <summary>
    /// Of phrases whose parts have other things between them: these are told by what a phrase ends with.
    /// </summary>
    public static ImmutableArray<SeedList> Split { get; } =
    [
        .. All.Select(list => list.IsBip39 ? list with { EndsPhrase = HasChecksum } : list),
    ];

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
            "bip39-chinese-simplified" or "bip39-chinese-traditional" => HasChecksum,
            _ => IsLong,
        });
    }

    private static bool HasChecksum(SeedList list, ReadOnlySpan<int> words) =>
        Bip39Seeds.End(words) || ElectrumSeeds.End(list, words);

    /// <summary>Hardly any ordinary text has so many words of a list in a row, but for a number that is spelled.</summary>
    private static bool IsLong(SeedList list, ReadOnlySpan<int> words)
    {
        if (words.Length < CountMin) return false;
        var others = 0;
        foreach (var word in words[^CountMin..]) others += SpokenNumbers.Contains(list.Words[word]) ? 0 : 1;
        return others >= CountMin / 2;
    }

    private static string CutOf(string word)
    {
        var form = WordForms.In(word).Single();
        return form.Length <= LettersMin ? form : form[..LettersMin];
    }
}
