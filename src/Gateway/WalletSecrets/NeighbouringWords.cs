using System.Runtime.InteropServices;

namespace CryptoPay.Gateway.WalletSecrets;

/// <summary>Words of one list that stand beside each other, also over several texts.</summary>
internal sealed class NeighbouringWords(SeedList list)
{
    /// <summary>
    /// So many different words a phrase has that goes over several texts: names such as key-1 to key-12 are none.
    /// </summary>
    private const int DifferentMin = 8;

    /// <summary>Fewer words of a list alone in a text are nothing rare.</summary>
    private const int PartMin = 3;

    private readonly List<int> words = [];
    private readonly HashSet<string> fields = [];
    private bool hasPhrase;

    /// <param name="forms">All words of a text.</param>
    /// <returns>The fields of the phrase that has ended in them; none where none has.</returns>
    public IEnumerable<string> Add(string[] forms, string field)
    {
        var found = new HashSet<string>();
        var countInText = 0;
        foreach (var form in forms)
        {
            if (list.PlaceOf(form) is not { } place)
            {
                Break();
                countInText = 0;
                continue;
            }

            words.Add(place);
            fields.Add(field);
            countInText++;
            hasPhrase = hasPhrase || IsPhrase(countInText);
            if (hasPhrase) found.UnionWith(fields);
        }

        return found;
    }

    /// <summary>As <see cref="Add"/>, of a text that has nothing else in it; else it stands between.</summary>
    public IEnumerable<string> AddWhole(string[] forms, string field)
    {
        if (IsWhole(forms)) return Add(forms, field);
        Break();
        return [];
    }

    /// <summary>As <see cref="AddWhole"/>, of a part of a phrase; any other text between two parts is no matter.</summary>
    public IEnumerable<string> AddPart(string[] forms, string field) =>
        forms.Length >= PartMin && IsWhole(forms) ? Add(forms, field) : [];

    private bool IsWhole(string[] forms) => Array.TrueForAll(forms, form => list.PlaceOf(form) is not null);

    private bool IsPhrase(int countInText) =>
        list.EndsPhrase(list, CollectionsMarshal.AsSpan(words))
        && (countInText >= SeedLists.CountMin
            || words.TakeLast(2 * SeedLists.CountMin).Distinct().Count() >= DifferentMin);

    private void Break()
    {
        words.Clear();
        fields.Clear();
        hasPhrase = false;
    }
}
