using System.Numerics;
using System.Security.Cryptography;

namespace CryptoPay.Gateway.Tests.WalletSecrets;

/// <summary>Keys that open nobody's wallet, written as wallets write theirs.</summary>
internal static class WalletKeys
{
    public static byte[] Bytes { get; } = SHA256.HashData("not anybody's key"u8);

    public static string Base58Check(byte[] payload)
    {
        byte[] bytes = [.. payload, .. SHA256.HashData(SHA256.HashData(payload))[..4]];
        var text = "";
        for (var number = new BigInteger(bytes, isUnsigned: true, isBigEndian: true); number > 0; number /= 58)
        {
            text = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"[(int)(number % 58)] + text;
        }

        return new string('1', bytes.TakeWhile(b => b == 0).Count()) + text;
    }
}
