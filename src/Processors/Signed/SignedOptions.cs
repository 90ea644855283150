using CryptoPay.Payments.Classification;

namespace CryptoPay.Processors.Signed;

/// <summary>
/// One account at a processor that keeps the contract in docs/processors/signed.md, under <c>Processors:{account}</c>.
/// Read again at each use: a changed secret needs no restart.
/// </summary>
public sealed class SignedOptions
{
    /// <summary>What <c>/payments</c> is appended to. https, or http on a loopback host.</summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>Sent as bearer token with each call.</summary>
    [Secret] public string ApiKey { get; set; } = "";

    /// <summary>Where the processor sends this account's webhooks; null or empty where it knows already.</summary>
    public string? WebhookUrl { get; set; }

    public SignatureScheme Scheme { get; set; }

    /// <summary>
    /// The text that the processor signs with; for Standard Webhooks <c>whsec_</c> and the base64 of 24 to 64 bytes,
    /// or null where it signs with a private key only.
    /// </summary>
    [Secret] public string? WebhookSecret { get; set; }

    /// <summary>The secret before, accepted while it is being changed; null or empty when there is none.</summary>
    [Secret] public string? PreviousWebhookSecret { get; set; }

    /// <summary>Standard Webhooks only: <c>whpk_</c> and the base64 of an ed25519 public key.</summary>
    public string? PublicKey { get; set; }

    /// <summary>The public key before, accepted while it is being changed.</summary>
    public string? PreviousPublicKey { get; set; }

    internal IEnumerable<string> Secrets => Given(WebhookSecret, PreviousWebhookSecret);

    internal IEnumerable<string> PublicKeys => Given(PublicKey, PreviousPublicKey);

    private static IEnumerable<string> Given(params string?[] values) =>
        values.Where(value => !string.IsNullOrEmpty(value))!;
}
