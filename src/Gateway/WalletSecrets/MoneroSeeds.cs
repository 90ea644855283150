using System.IO.Hashing;
using System.Text;

namespace CryptoPay.Gateway.WalletSecrets;

/// <summary>
/// Monero's 25 words, of which the last repeats one of the others: the CRC-32 of their first letters says which.
/// Source: src/mnemonics/electrum-words.cpp of monero-project/monero, read 2026-11-29.
/// </summary>
/// <param name="letters">So many first letters tell the words of the language apart.</param>
internal sealed class MoneroSeeds(int letters)
{
    private const int Count = 24;

    public bool End(SeedList list, ReadOnlySpan<int> words)
    {
        if (words.Length <= Count) return false;
        var starts = new List<string>();
        foreach (var word in words[^(Count + 1)..]) starts.Add(StartOf(list.Words[word]));
        var sum = Crc32.HashToUInt32(Encoding.UTF8.GetBytes(string.Concat(starts.Take(Count))));
        return starts[Count] == starts[(int)(sum % Count)];
    }

    private string StartOf(string word) => word.Length <= letters ? word : word[..letters];
}
