using System.Globalization;
using System.Text.RegularExpressions;

namespace CryptoPay.Gateway.Tests.WalletSecrets;

/// <summary>
/// What agents write about payments must not cost the payment. The notes are made of the files in Notes.
/// </summary>
public partial class OrdinaryNotesTests
{
    private const int Count = 10_000;

    [Theory]
    [InlineData("english")]
    [InlineData("spanish")]
    [InlineData("german")]
    [InlineData("japanese")]
    [InlineData("chinese")]
    public void Of_ten_thousand_notes_of_agents_none_is_refused_whole_or_cut_to_twelve_plain_words(string language)
    {
        var (notes, draw) = (Notes.Of(language), new Draw(language));
        var seen = new HashSet<string>();
        for (var i = 0; i < Count; i++)
        {
            var note = notes.Next(draw);
            seen.Add(note);
            Assert.False(Secret.IsIn(note), note);
            var plain = string.Join(' ', Words.Matches(note).Select(word => word.Value).Take(12));
            Assert.False(Secret.IsIn(plain), plain);
        }

        Assert.True(seen.Count > Count * 9 / 10, $"Only {seen.Count} are different.");
    }

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Words { get; }

    /// <param name="Slots">What may stand in a sentence's place of this name.</param>
    private sealed partial record Notes(Dictionary<string, string[]> Slots, string[] Sentences)
    {
        public static Notes Of(string language)
        {
            var lines = File.ReadAllLines(
                Path.Combine(AppContext.BaseDirectory, "WalletSecrets", "Notes", $"{language}.txt"));
            return new(
                lines.Where(line => line.Contains(" = ")).Select(line => line.Split(" = "))
                    .ToDictionary(parts => parts[0], parts => parts[1].Split(" | ")),
                [.. lines.Where(line => !line.Contains(" = "))]);
        }

        /// <summary>One to five sentences.</summary>
        public string Next(Draw draw) => string.Join(' ', Enumerable.Range(0, draw.One([1, 2, 3, 4, 5])).Select(_ =>
            Slot.Replace(draw.One(Sentences), slot => slot.Groups[1].Value switch
            {
                "amount" => string.Create(CultureInfo.InvariantCulture, $"{draw.Number() / 100m} EUR"),
                "number" => $"{draw.Number()}",
                var name => draw.One(Slots[name]),
            })));

        [GeneratedRegex(@"\{(\w+)\}")]
        private static partial Regex Slot { get; }
    }
}
