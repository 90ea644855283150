using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CryptoPay.Gateway.WalletSecrets;

namespace CryptoPay.Gateway.Tests.WalletSecrets;

public class SeedPhrasesTests
{
    private static readonly string[] Between =
        [" ", "  ", ", ", "\n", ". ", " / ", "\u3000", "-", "; ", " 12 ", "\t", " | ", ") ", "…", " + ", "\" \""];

    public static TheoryData<string> Bip39 => [.. SeedLists.All.Where(list => list.IsBip39).Select(list => list.Name)];

    public static TheoryData<string> Monero =>
    [
        .. SeedLists.All.Select(list => list.Name).Where(name => name.StartsWith("monero-", StringComparison.Ordinal)),
    ];

    [Theory]
    [MemberData(nameof(Bip39))]
    public void A_thousand_phrases_of_each_language_are_found_however_they_are_written(string language)
    {
        var (list, draw) = (Of(language), new Draw(language));
        for (var i = 0; i < 1_000; i++)
        {
            var words = draw.Phrase(list, draw.One([12, 15, 18, 21, 24]));
            Assert.True(Secret.IsIn(draw.Written(words, Between)), string.Join(' ', words));
        }
    }

    [Theory]
    [MemberData(nameof(Bip39))]
    public void A_phrase_in_two_fields_is_found_whatever_other_fields_stand_between(string language)
    {
        var (list, draw) = (Of(language), new Draw(language));
        for (var i = 0; i < 100; i++)
        {
            var words = draw.Phrase(list, 12);
            var (first, rest) = (string.Join(' ', words[..6]), string.Join(' ', words[6..]));
            var body = JsonSerializer.SerializeToElement(new
            {
                posLabel = first,
                orderId = "CC-1",
                amount = "25.00",
                currency = new { isoCode = "USD" },
                metadata = new { agentId = "A-7", note = rest },
            });
            Assert.Equal(["posLabel", "metadata"], SecretMaterial.FieldsWithSecret(body, _ => true));
        }
    }

    [Theory]
    [InlineData("cinco dos uno cuatro ocho nueve siete cero tres seis uno dos cinco cuatro ocho nueve")]
    [InlineData("six one zero three seven eight two two one six double zero three eight one seven")]
    public void A_number_that_is_spelled_is_no_phrase(string number) => Assert.False(Secret.IsIn(number));

    [Theory]
    [MemberData(nameof(Bip39))]
    public void Eleven_words_are_no_phrase(string language)
    {
        var draw = new Draw(language);

        Assert.False(Secret.IsIn(draw.Written(draw.Phrase(Of(language), 12)[1..], Between)));
    }

    [Fact]
    public void More_than_twelve_neighbours_are_found_also_within_a_sentence()
    {
        var phrase = string.Join(' ', Enumerable.Repeat("zoo", 13));

        Assert.True(Secret.IsIn($"The caller spelled: {phrase}. I told them to stop."));
        Assert.True(Secret.IsIn(phrase.ToUpperInvariant()));
        Assert.False(Secret.IsIn(phrase.Replace("zoo zoo zoo", "zoo the zoo zoo", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("évasion évasion", "evasion")]
    [InlineData("e\u0301vasion", "ÉVASION")]
    [InlineData("あいこくしん あか\u3099く", "アガク")]
    [InlineData("가격", "\u1100\u1161\u1100\u1167\u11A8")]
    [InlineData("ａｂａｎｄｏｎ", "ABANDON")]
    public void A_word_is_the_same_with_its_accents_apart_or_left_out_and_in_other_case_width_or_script(
        string one, string other) =>
        Assert.Equal(WordForms.In(one).Last(), WordForms.In(other).Last());

    [Theory]
    [InlineData("bip39-english")]
    [InlineData("bip39-spanish")]
    [InlineData("bip39-czech")]
    public void Words_cut_to_four_letters_are_found_where_the_text_has_nothing_else(string language)
    {
        var draw = new Draw(language);
        var cut = draw.Phrase(Of(language), 12).Select(word => word.Length < 4 ? word : word[..4]).ToArray();

        Assert.True(Secret.IsIn(draw.Written(cut, Between)));
        Assert.False(Secret.IsIn($"they said {string.Join(' ', cut)}"));
    }

    [Fact]
    public void Chinese_characters_are_a_phrase_only_where_they_stand_alone_and_the_checksum_is_right()
    {
        var (list, draw) = (Of("bip39-chinese-simplified"), new Draw("Chinese"));
        var words = draw.Phrase(list, 24);

        Assert.True(Secret.IsIn($"助记词 {string.Join(' ', words)}"));
        Assert.False(Secret.IsIn(string.Concat(words)));
        // One of 16 has the right one by chance.
        var wrong = Enumerable.Range(0, 200).Count(_ => Secret.IsIn(string.Join(' ', draw.Words(list, 12))));
        Assert.InRange(wrong, 1, 40);
    }

    [Theory]
    [MemberData(nameof(Monero))]
    public void Moneros_words_are_found_by_their_checksum(string language)
    {
        var (list, draw) = (Of(language), new Draw(language));
        var letters = language[^1] - '0';
        for (var i = 0; i < 50; i++)
        {
            var words = draw.Words(list, 24);
            var starts = words.Select(word => word[..Math.Min(word.Length, letters)]).ToArray();
            var last = words[(int)(Crc32(Encoding.UTF8.GetBytes(string.Concat(starts))) % 24)];
            Assert.True(Secret.IsIn(draw.Written([.. words, last], Between)));
        }
    }

    [Fact]
    public void Electrums_words_are_found_by_their_version()
    {
        var (list, draw) = (Of("electrum-portuguese"), new Draw("Electrum"));
        string phrase;
        do phrase = string.Join(' ', draw.Words(list, 12));
        while (HMACSHA512.HashData("Seed version"u8, Encoding.UTF8.GetBytes(phrase))[0] != 1);

        Assert.True(Secret.IsIn($"a minha frase: {phrase}"));
    }

    private static SeedList Of(string name) => SeedLists.All.Single(list => list.Name == name);

    private static uint Crc32(byte[] bytes)
    {
        var sum = uint.MaxValue;
        foreach (var one in bytes)
        {
            sum ^= one;
            for (var bit = 0; bit < 8; bit++) sum = (sum >> 1) ^ ((sum & 1) * 0xEDB88320);
        }

        return ~sum;
    }
}
