using System.Buffers;

namespace CryptoPay.Gateway.Tests.Leaks;

/// <param name="Around">The first text that it was found in, cut.</param>
internal sealed record Sighting(string Place, string Canary, string Spelling, string Around)
{
    public override string ToString() => $"{Place}: {Canary} {Spelling}: …{Around}…";
}

/// <summary>Looks for all canaries in all spellings at once.</summary>
internal sealed class Search
{
    private const int CharsAround = 120;
    private const int CharsOfKey = 5;

    private readonly ILookup<string, (Canary Canary, string Spelling, string Text)> sought;
    private readonly SearchValues<string> any;
    private readonly Dictionary<(string Place, string Canary), Sighting> seen = [];

    public Search(IEnumerable<Canary> canaries)
    {
        var all = canaries.SelectMany(canary => canary.Spellings()
            .DistinctBy(spelling => spelling.Text, StringComparer.OrdinalIgnoreCase)
            .Select(spelling => (canary, spelling.Name, spelling.Text))).ToList();
        sought = all.ToLookup(one => one.Text[..CharsOfKey], StringComparer.OrdinalIgnoreCase);
        any = SearchValues.Create([.. all.Select(one => one.Text)], StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Each canary once for each place.</summary>
    public IReadOnlyCollection<Sighting> Seen => seen.Values;

    public void In(string place, string text)
    {
        for (var at = Next(text, 0); at >= 0; at = Next(text, at + 1))
        {
            foreach (var (canary, spelling, one) in sought[text.Substring(at, CharsOfKey)])
            {
                if (string.Compare(text, at, one, 0, one.Length, StringComparison.OrdinalIgnoreCase) == 0
                    && (!canary.IsWord || IsWord(text, at, one.Length))
                    && !seen.ContainsKey((place, canary.Name)))
                {
                    seen[(place, canary.Name)] = new(place, canary.Name, spelling, Around(text, at, one.Length));
                }
            }
        }
    }

    private int Next(string text, int from)
    {
        var found = text.AsSpan(from).IndexOfAny(any);
        return found < 0 ? -1 : from + found;
    }

    // A fraction of a second and a part of an ID are none.
    private static bool IsWord(string text, int at, int length) =>
        IsEdge(at == 0 ? ' ' : text[at - 1]) && IsEdge(at + length == text.Length ? ' ' : text[at + length]);

    private static bool IsEdge(char next) => !char.IsLetterOrDigit(next) && next is not ('.' or '-' or '+');

    private static string Around(string text, int at, int length)
    {
        var from = Math.Max(0, at - CharsAround);
        var to = Math.Min(text.Length, at + length + CharsAround);
        return string.Concat(text[from..to].Select(letter => char.IsControl(letter) ? ' ' : letter));
    }
}
