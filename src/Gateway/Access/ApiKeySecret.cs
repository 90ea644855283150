using System.Buffers.Text;
using System.Security.Cryptography;

namespace CryptoPay.Gateway.Access;

/// <summary>A new API key: 256 random bits. Its beginning lets scanners find one that was committed.</summary>
internal static class ApiKeySecret
{
    private const string Beginning = "cpk_";
    private const int Bytes = 32;

    public static string New() => Beginning + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
}
