namespace CryptoPay.Payments.Processors;

/// <summary>
/// The webhook half of one configured processor account; keyed service, the key is the account's name.
/// </summary>
public interface IWebhookReceiver
{
    /// <summary>
    /// Verifies the raw bytes before anything is parsed, in constant time, against the current and the previous
    /// secret, and says whom the delivery is for. Says nothing about money: that is read back.
    /// </summary>
    WebhookReading Read(WebhookDelivery delivery);
}

/// <param name="Header">All values of a header, by its case-insensitive name; empty where it is missing.</param>
/// <param name="Body">The exact bytes received.</param>
public sealed record WebhookDelivery(
    Func<string, IReadOnlyList<string>> Header, ReadOnlyMemory<byte> Body, DateTimeOffset ReceivedAt);

public abstract record WebhookReading
{
    private WebhookReading() { }

    /// <summary>
    /// Not signed by a secret of ours, or not in the form that the signature asks for: 401, no reason given.
    /// </summary>
    public sealed record Forged : WebhookReading;

    /// <summary>Genuine, and about an invoice that carries no merchant and order of ours: 200, counted.</summary>
    public sealed record Stranger : WebhookReading;

    /// <summary>Genuine, and about this order's invoice.</summary>
    public sealed record Located(OrderKey Order) : WebhookReading;
}
