using System.Collections.Frozen;
using System.Collections.Immutable;

namespace CryptoPay.Gateway.WalletSecrets;

/// <summary>
/// Phrases of BIP-39 whose words are cut to their first four letters, which tell them apart. Many ordinary words look
/// so: only texts count that have nothing else in them.
/// </summary>
internal static class ShortForms
{
    private const int Length = 4;

    private static readonly ImmutableArray<FrozenSet<string>> Forms =
    [
        .. SeedLists.All.Where(list => list.IsBip39).Select(list => list.Words.Select(FormOf).ToFrozenSet())
            .Where(forms => forms.All(form => char.IsAsciiLetter(form[0]))),
    ];

    /// <returns>The fields that hold a phrase or a part of it.</returns>
    public static ImmutableArray<string> FieldsIn(IReadOnlyList<RequestText> texts)
    {
        var found = new HashSet<string>();
        var runs = Forms.Select(_ => (Count: 0, Fields: new HashSet<string>())).ToArray();
        foreach (var text in texts)
        {
            var words = WordForms.In(text.Value).ToArray();
            if (words.Length == 0) continue;
            foreach (var (i, forms) in Forms.Index())
            {
                if (words.All(forms.Contains)) runs[i].Count += words.Length;
                else runs[i] = (0, []);
                if (runs[i].Count > 0) runs[i].Fields.Add(text.Field);
                if (runs[i].Count >= SeedLists.Bip39CountMin) found.UnionWith(runs[i].Fields);
            }
        }

        return [.. found];
    }

    private static string FormOf(string word)
    {
        var form = WordForms.In(word).Single();
        return form.Length <= Length ? form : form[..Length];
    }
}
