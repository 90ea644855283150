using System.Globalization;
using CryptoPay.Sandbox.Orders;
using CryptoPay.Sandbox.Storage;

namespace CryptoPay.Sandbox.Coinbase;

/// <summary>The account's checkouts, and the idempotency keys that made and refunded them.</summary>
internal sealed class Checkouts(SandboxDatabase database, CoinbaseWebhooks webhooks, TimeProvider time) : IDialect
{
    private readonly IdempotencyKeys keys = new(database, time);

    private readonly Documents<Checkout> documents =
        new("coinbase", database, time, CheckoutRules.Watch, webhooks.Send);

    /// <returns>The new checkout; the one that this key and body made before; null where the body differed.</returns>
    public Checkout? Create(string key, string body, Checkout checkout)
    {
        lock (database.Turn)
        {
            switch (keys.Find(key, body))
            {
                case { IsOfAnother: true }: return null;
                case { MadeId: { } made }: return documents.Find(made);
            }
            documents.Add(checkout);
            keys.Remember(key, body, checkout.Id);
            return checkout;
        }
    }

    /// <param name="id">Of a checkout that there is.</param>
    /// <returns>
    /// The new refund, or the one that this key and request made before; null with a refusal, or without one where the
    /// key was for another request.
    /// </returns>
    public CheckoutRefund? Refund(string id, string key, NewRefund wanted, out string? refusal)
    {
        var request = $"{id} {wanted}";
        lock (database.Turn)
        {
            refusal = null;
            var checkout = documents.Find(id)!;
            switch (keys.Find(key, request))
            {
                case { IsOfAnother: true }: return null;
                case { MadeId: { } made }: return checkout.Refunds.Single(refund => refund.Id == made);
            }
            refusal = RefundRules.RefusalOf(checkout, wanted);
            if (refusal is not null) return null;
            checkout = documents.Change(id, (checkout, now) => RefundRules.Ask(checkout, wanted, now))!;
            keys.Remember(key, request, checkout.Refunds[^1].Id);
            return checkout.Refunds[^1];
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

    public string? RefusalOf(string invoiceId, OrderControl control) => control switch
    {
        OrderControl.OfBtcPay => IDialect.OfBtcPay,
        OrderControl.Pay pay when Find(invoiceId) is { } checkout => CheckoutRules.RefusalOf(checkout, pay),
        _ => null,
    };

    public void Apply(string invoiceId, RefundControl control) => documents.Change(
        invoiceId, (checkout, now) => RefundRules.End(checkout, control is RefundControl.PayOut, now));

    public void Watch() => documents.Watch();

    public IReadOnlyList<OrderInvoice> OfOrder(string orderId) => [.. documents.OfOrder(orderId).Select(Summarize)];

    public IReadOnlyList<OrderInvoice> Newest(int count) => [.. documents.Newest(count).Select(Summarize)];

    private static OrderInvoice Summarize(Checkout checkout)
    {
        var isPaid = checkout.Status is CheckoutStatus.PROCESSING or CheckoutStatus.COMPLETED
            or CheckoutStatus.REFUNDED or CheckoutStatus.PARTIALLY_REFUNDED;
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
