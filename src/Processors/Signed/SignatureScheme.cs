namespace CryptoPay.Processors.Signed;

/// <summary>What a processor signs its webhooks with. Configured, never taken from a delivery.</summary>
public enum SignatureScheme
{
    /// <summary><c>X-Signature</c> over <c>X-Timestamp</c>, a full stop and the body.</summary>
    TimestampBody = 0,

    /// <summary>
    /// <c>X-Signature</c> over the body alone. Its <c>X-Timestamp</c> is checked and proves nothing: whoever has seen a
    /// delivery can send it again under a new one.
    /// </summary>
    Body = 1,

    /// <summary>Standard Webhooks 1.0.0: <c>v1</c> by a shared secret, <c>v1a</c> by a public key.</summary>
    StandardWebhooks = 2,
}
