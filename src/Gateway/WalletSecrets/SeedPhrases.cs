using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace CryptoPay.Gateway.WalletSecrets;

/// <summary>
/// Seed phrases, by the words of the lists that wallets take them from. What stands between the words is as good as
/// nothing: numbers, full stops, the end of a field.
/// </summary>
internal static class SeedPhrases
{
    /// <returns>The fields that hold a phrase or a part of it.</returns>
    public static ImmutableArray<string> FieldsIn(IReadOnlyList<RequestText> texts)
    {
        var runs = SeedLists.All.Select(list => new Run(list)).ToArray();
        var found = new HashSet<string>();
        foreach (var text in texts)
        {
            foreach (var form in WordForms.In(text.Value)) Add(SeedLists.Of(form), text.Field);
        }

        return [.. found.Union(ShortForms.FieldsIn(texts))];

        void Add(ImmutableArray<SeedWord> words, string field)
        {
            for (var i = 0; i < runs.Length; i++)
            {
                var at = words.FirstOrDefault(word => word.List == i, new(i, -1)).At;
                if (at < 0) runs[i].Break();
                else if (runs[i].Add(at, field)) found.UnionWith(runs[i].Fields);
            }
        }
    }

    /// <summary>Neighbouring words of one list.</summary>
    private sealed class Run(SeedList list)
    {
        private readonly List<int> words = [];
        private bool hasPhrase;

        public HashSet<string> Fields { get; } = [];

        /// <returns>Whether a phrase has ended in them.</returns>
        public bool Add(int word, string field)
        {
            words.Add(word);
            Fields.Add(field);
            return hasPhrase = hasPhrase || list.EndsPhrase(list, CollectionsMarshal.AsSpan(words));
        }

        public void Break()
        {
            words.Clear();
            Fields.Clear();
            hasPhrase = false;
        }
    }
}
