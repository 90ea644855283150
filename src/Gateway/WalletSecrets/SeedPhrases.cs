using System.Collections.Immutable;

namespace CryptoPay.Gateway.WalletSecrets;

/// <summary>
/// Seed phrases, by the words of the lists that wallets take them from. What stands between the words is as good as
/// nothing: numbers, full stops, the end of a field.
/// </summary>
internal static class SeedPhrases
{
    /// <returns>The fields that hold a phrase or a part of it.</returns>
    public static ImmutableArray<string> FieldsIn(IEnumerable<RequestText> texts)
    {
        var found = new HashSet<string>();
        NeighbouringWords[] ofLists = [.. SeedLists.All.Select(list => new NeighbouringWords(list))];
        NeighbouringWords[] split = [.. SeedLists.Split.Select(list => new NeighbouringWords(list))];
        NeighbouringWords[] cut = [.. SeedLists.Cut.Select(list => new NeighbouringWords(list))];
        foreach (var text in texts)
        {
            string[] forms = [.. WordForms.In(text.Value)];
            if (forms.Length == 0) continue;
            foreach (var words in ofLists) found.UnionWith(words.Add(forms, text.Field));
            foreach (var words in split) found.UnionWith(words.AddPart(forms, text.Field));
            // Many ordinary words look as if they were cut.
            foreach (var words in cut) found.UnionWith(words.AddWhole(forms, text.Field));
        }

        return [.. found];
    }
}
