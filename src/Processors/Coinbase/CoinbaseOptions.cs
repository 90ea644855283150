using System.Security.Cryptography;
using CryptoPay.Payments.Classification;

namespace CryptoPay.Processors.Coinbase;

/// <summary>
/// One Coinbase Business account, under <c>Processors:{account}</c>. Read again at each use: a changed key or secret
/// needs no restart.
/// </summary>
public sealed class CoinbaseOptions
{
    private const string P256 = "1.2.840.10045.3.1.7";

    /// <summary>
    /// https://business.coinbase.com, or https://business.coinbase.com/sandbox for its test network. https, or http on
    /// a loopback host.
    /// </summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>ID of a secret API key of the Coinbase Developer Platform, with the scope View.</summary>
    public string KeyId { get; set; } = "";

    /// <summary>The key itself: PEM of an EC private key on P-256. Line breaks may be written as <c>\n</c>.</summary>
    [Secret] public string PrivateKey { get; set; } = "";

    /// <summary>The <c>secret</c> that the answer to the webhook's subscription showed once.</summary>
    [Secret] public string WebhookSecret { get; set; } = "";

    /// <summary>The secret before, accepted while it is being changed; null or empty when there is none.</summary>
    [Secret] public string? PreviousWebhookSecret { get; set; }

    /// <exception cref="ArgumentException">No PEM of a key, or an encrypted one.</exception>
    /// <exception cref="CryptographicException">A key that cannot be read.</exception>
    internal ECDsa OpenPrivateKey()
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(PrivateKey.Replace("\\n", "\n", StringComparison.Ordinal));
            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    internal bool HasUsablePrivateKey()
    {
        if (string.IsNullOrEmpty(PrivateKey)) return false;
        try
        {
            using var key = OpenPrivateKey();
            // Throws where the PEM holds the public half only.
            return key.ExportParameters(includePrivateParameters: true).Curve.Oid.Value == P256;
        }
        catch (Exception unusable) when (unusable is ArgumentException or CryptographicException)
        {
            return false;
        }
    }
}
