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
        var runs = Forms.Select(_ => new Run([], [])).ToArray();
        foreach (var text in texts)
        {
            var words = WordForms.In(text.Value).ToArray();
            if (words.Length == 0) continue;
            foreach (var (i, forms) in Forms.Index())
            {
                if (!words.All(forms.Contains))
                {
                    runs[i] = new([], []);
                    continue;
                }

                var run = runs[i];
                run.Words.AddRange(words);
                run.Fields.Add(text.Field);
                var isPhrase = words.Length >= SeedLists.CountMin
                    || (run.Words.Count >= SeedLists.CountMin
                        && run.Words.TakeLast(2 * SeedLists.CountMin).Distinct().Count() >= SeedPhrases.DifferentMin);
                if (isPhrase) found.UnionWith(run.Fields);
            }
        }

        return [.. found];
    }

    private sealed record Run(List<string> Words, HashSet<string> Fields);

    private static string FormOf(string word)
    {
        var form = WordForms.In(word).Single();
        return form.Length <= Length ? form : form[..Length];
    }
}
