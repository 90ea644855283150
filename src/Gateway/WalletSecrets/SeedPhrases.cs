using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace CryptoPay.Gateway.WalletSecrets;

/// <summary>
/// Seed phrases, by the words of the lists that wallets take them from. What stands between the words is as good as
/// nothing: numbers, full stops, the end of a field.
/// </summary>
internal static class SeedPhrases
{
    /// <summary>
    /// So many different words a phrase has that goes over several texts: names such as key-1 to key-12 are none.
    /// </summary>
    public const int DifferentMin = 8;

    /// <returns>The fields that hold a phrase or a part of it.</returns>
    public static ImmutableArray<string> FieldsIn(IReadOnlyList<RequestText> texts)
    {
        var runs = SeedLists.All.Select(list => new Run(list)).ToArray();
        var found = new HashSet<string>();
        foreach (var text in texts)
        {
            foreach (var run in runs) run.BeginText();
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
        private int countInText;
        private bool hasPhrase;

        public HashSet<string> Fields { get; } = [];

        /// <returns>Whether a phrase has ended in them.</returns>
        public bool Add(int word, string field)
        {
            words.Add(word);
            Fields.Add(field);
            countInText++;
            return hasPhrase = hasPhrase
                || (list.EndsPhrase(list, CollectionsMarshal.AsSpan(words))
                    && (countInText >= SeedLists.CountMin
                        || words.TakeLast(2 * SeedLists.CountMin).Distinct().Count() >= DifferentMin));
        }

        public void BeginText() => countInText = 0;

        public void Break()
        {
            words.Clear();
            countInText = 0;
            Fields.Clear();
            hasPhrase = false;
        }
    }
}
