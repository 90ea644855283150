namespace CryptoPay.Sandbox.Signed;

/// <summary>The one account of the Signed dialect, section <c>Sandbox:Signed</c>.</summary>
public sealed class SignedOptions
{
    /// <summary>
    /// The one API key; "" keeps the dialect shut. No default: who has the key says where webhooks are sent.
    /// </summary>
    public string ApiKey { get; set; } = "";

    public WebhookScheme Scheme { get; set; }

    /// <summary>Signs each webhook; for Standard Webhooks <c>whsec_</c> and base64, or "" for none.</summary>
    public string WebhookSecret { get; set; } = "";

    /// <summary>Standard Webhooks only: <c>whsk_</c> and the base64 of an ed25519 seed; "" for none.</summary>
    public string PrivateKey { get; set; } = "";

    /// <summary>Where webhooks of a payment go that names no address; "" for nowhere.</summary>
    public string WebhookUrl { get; set; } = "";
}

public enum WebhookScheme
{
    TimestampBody,
    Body,
    StandardWebhooks,
}
