using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CryptoPay.Payments;

namespace CryptoPay.Grains.DataKeys;

/// <summary>
/// Encrypts the values of one row, each by itself, with AES-256-GCM: nonce, text and tag in Base64url. A value is bound
/// to its row and field, so that one which somebody moves elsewhere does not open.
/// </summary>
/// <param name="row">The grain's key.</param>
public sealed class RowCipher(DataKey key, string row) : IDisposable
{
    private const int NonceBytes = 12; // drawn at random: good for 2^32 values of a key, by NIST SP 800-38D
    private const int TagBytes = 16;

    private readonly AesGcm? aes = key.DestroyedAt is null ? new AesGcm(key.Secret.Span, TagBytes) : null;

    /// <exception cref="CryptographicException">The key is destroyed.</exception>
    public string Seal(string field, Sensitive value)
    {
        if (value.IsEmpty) return "";
        if (aes is null) throw new CryptographicException("Nothing is encrypted with a key that is destroyed.");
        var text = Encoding.UTF8.GetBytes(value.Value);
        var whole = new byte[NonceBytes + text.Length + TagBytes];
        var nonce = whole.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        aes.Encrypt(
            nonce, text, whole.AsSpan(NonceBytes, text.Length), whole.AsSpan(NonceBytes + text.Length), Bound(field));
        return Base64Url.EncodeToString(whole);
    }

    /// <returns>"erased" where the key is destroyed.</returns>
    /// <exception cref="CryptographicException">It was not encrypted here, or somebody changed it.</exception>
    public Sensitive Open(string field, string text)
    {
        if (text == "") return Sensitive.None;
        if (aes is null) return Sensitive.Erased;
        var whole = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        if (Base64Url.DecodeFromChars(text, whole, out _, out var length) != OperationStatus.Done
            || length < NonceBytes + TagBytes)
        {
            throw new CryptographicException("The stored value is not what an encryption makes.");
        }

        var opened = new byte[length - NonceBytes - TagBytes];
        aes.Decrypt(
            whole.AsSpan(0, NonceBytes), whole.AsSpan(NonceBytes, opened.Length),
            whole.AsSpan(NonceBytes + opened.Length, TagBytes), opened, Bound(field));
        return new Sensitive(Encoding.UTF8.GetString(opened));
    }

    public void Dispose() => aes?.Dispose();

    private byte[] Bound(string field) => Encoding.UTF8.GetBytes($"{row}\n{field}");
}
