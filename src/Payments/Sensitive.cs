using System.Security.Cryptography;
using System.Text;
using CryptoPay.Payments.Classification;
using Orleans;

namespace CryptoPay.Payments;

/// <summary>
/// Personal data, a wallet address, a transaction hash or a secret of ours. It prints as stars, is encrypted where
/// it is stored, and stands in the history only as a digest.
/// </summary>
[GenerateSerializer, Immutable, Alias("CryptoPay.Sensitive"), Personal]
public readonly record struct Sensitive([property: Id(0)] string Value)
{
    public static readonly Sensitive None = new("");

    /// <summary>Stands where a value was that nobody can read any more.</summary>
    public static readonly Sensitive Erased = new("erased");

    public bool IsEmpty => string.IsNullOrEmpty(Value);

    // Left out it is null, and read from where it was stored it is "".
    public bool Equals(Sensitive other) => (Value ?? "") == (other.Value ?? "");

    public override int GetHashCode() => (Value ?? "").GetHashCode(StringComparison.Ordinal);

    /// <summary>
    /// Lower-case hex of SHA-256 over salt and value. Who erases salt and value leaves a digest that says nothing;
    /// a chain over digests stays verifiable.
    /// </summary>
    public string Digest(string salt) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{salt}\n{Value}")));

    public override string ToString() => IsEmpty ? "" : "***";
}
