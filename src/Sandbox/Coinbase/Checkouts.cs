using System.Globalization;
using CryptoPay.Sandbox.Orders;
using CryptoPay.Sandbox.Storage;

namespace CryptoPay.Sandbox.Coinbase;

/// <summary>The account's checkouts, and the idempotency keys that made them.</summary>
internal sealed class Checkouts(SandboxDatabase database, CoinbaseWebhooks webhooks, TimeProvider time) : IDialect
{
    private const string Keys = "coinbase-keys";
    private static readonly TimeSpan KeyLifetime = TimeSpan.FromHours(24);

    private readonly Documents<Checkout> documents =
        new("coinbase", database, time, CheckoutRules.Watch, webhooks.Send);

    /// <param name="key">Remembered for 24 h; "" for none.</param>
    /// <returns>The new checkout; the one that this key and body made before; null where the body was another.</returns>
    public Checkout? Create(string key, string body, Checkout checkout)
    {
        lock (database.Turn)
        {
            if (key != "" && database.Find(Keys, key)?.Split('\n', 3) is [var id, var since, var before]
                && time.GetUtcNow() - DateTimeOffset.Parse(since, CultureInfo.InvariantCulture) < KeyLifetime)
            {
                return body == before ? documents.Find(id) : null;
            }
            documents.Add(checkout);
            if (key != "")
            {
                database.Save(new StoredInvoice(Keys, key, "", null, $"{checkout.Id}\n{checkout.CreatedAt:O}\n{body}"));
            }
            return checkout;
        }
    }

    public Checkout? Find(string id) => documents.Find(id);

    /// <summary>Newest first; the description holds the text, in any case.</summary>
    public IReadOnlyList<Checkout> Search(string description, string status) =>
        [.. documents.Newest(int.MaxValue)
            .Where(checkout => checkout.Description.Contains(description, StringComparison.OrdinalIgnoreCase))
            .Where(checkout => status == "" || checkout.Status.ToString() == status)];

    /// <summary>False where it is not active; null if unknown.</summary>
    public (Checkout Checkout, bool IsDone)? Deactivate(string id)
    {
        var isDone = false;
        var checkout = documents.Change(id, (checkout, now) =>
        {
            isDone = checkout.Status == CheckoutStatus.ACTIVE;
            return isDone ? checkout with { Status = CheckoutStatus.DEACTIVATED, UpdatedAt = now } : checkout;
        });
        return checkout is null ? null : (checkout, isDone);
    }

    public void Apply(string invoiceId, OrderControl control) =>
        documents.Change(invoiceId, (checkout, now) => CheckoutRules.Apply(checkout, control, now));

    public string? RefusalOf(string invoiceId, OrderControl.Pay pay) =>
        Find(invoiceId) is { } checkout ? CheckoutRules.RefusalOf(checkout, pay) : null;

    public void Watch() => documents.Watch();

    public IReadOnlyList<OrderInvoice> OfOrder(string orderId) => [.. documents.OfOrder(orderId).Select(Summarize)];

    public IReadOnlyList<OrderInvoice> Newest(int count) => [.. documents.Newest(count).Select(Summarize)];

    private static OrderInvoice Summarize(Checkout checkout)
    {
        var isPaid = checkout.Status is CheckoutStatus.PROCESSING or CheckoutStatus.COMPLETED;
        return new OrderInvoice(
            "Coinbase", checkout.Id, checkout.OrderId, checkout.Status.ToString(), "None",
            checkout.Price.ToString(CultureInfo.InvariantCulture), checkout.Currency,
            "USDC", isPaid ? "0" : checkout.Coins.ToString(CultureInfo.InvariantCulture),
            (isPaid ? checkout.Price : 0).ToString(CultureInfo.InvariantCulture),
            checkout.CreatedAt, checkout.ExpiresAt,
            checkout.Status == CheckoutStatus.ACTIVE,
            $"{CoinbaseApi.PagePath}/{checkout.Id}");
    }
}
