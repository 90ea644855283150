using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using CryptoPay.Gateway.WalletSecrets;

namespace CryptoPay.Gateway.Tests.WalletSecrets;

/// <summary>Draws the same each time: SHA-256 of its name and a count.</summary>
internal sealed class Draw(string name)
{
    private int count;

    public T One<T>(IReadOnlyList<T> of) => of[(int)(BitConverter.ToUInt32(Bytes(4)) % (uint)of.Count)];

    public ushort Number() => BitConverter.ToUInt16(Bytes(2));

    public byte[] Bytes(int length) => SHA256.HashData(Encoding.UTF8.GetBytes($"{name} {count++}"))[..length];

    public string[] Words(SeedList list, int number) =>
        [.. Enumerable.Range(0, number).Select(_ => One(list.Words))];

    /// <summary>A phrase of BIP-39, with its checksum.</summary>
    public string[] Phrase(SeedList list, int number)
    {
        var entropy = Bytes(number / 3 * 4);
        var sum = SHA256.HashData(entropy)[0] >> (8 - (number / 3));
        var bits = (new BigInteger(entropy, isUnsigned: true, isBigEndian: true) << (number / 3)) | sum;
        return
        [
            .. Enumerable.Range(0, number).Reverse().Select(i => list.Words[(int)((bits >> (11 * i)) & 2047)]),
        ];
    }

    /// <summary>With something between the words, some with numbers before them, some in capitals.</summary>
    public string Written(string[] words, string[] between)
    {
        var (with, isNumbered, isUpper) = (One(between), One([true, false]), One([true, false]));
        return string.Join(with, words.Select((word, i) =>
            $"{(isNumbered ? $"{i + 1}. " : "")}{(isUpper ? word.ToUpperInvariant() : word)}"));
    }
}
