using System.Globalization;
using CryptoPay.Sandbox.Orders;
using CryptoPay.Sandbox.Storage;

namespace CryptoPay.Sandbox.Coinbase;

/// <summary>The account's checkouts, and the idempotency keys that made and refunded them.</summary>
internal sealed class Checkouts(SandboxDatabase database, CoinbaseWebhooks webhooks, TimeProvider time)
    : InvoiceBook<Checkout, string>("coinbase", database, time, CheckoutRules.Watch, webhooks.Send)
{
    private readonly IdempotencyKeys keys = new(database, time);

    public override string Processor => "Coinbase";

    /// <returns>The new checkout; the one that this key and body made before; null where the body differed.</returns>
    public Checkout? Create(string key, string body, Checkout checkout)
    {
        lock (Turn)
        {
            switch (keys.Find(key, body))
            {
                case { IsOfAnother: true }: return null;
                case { MadeId: { } made }: return Read(made);
            }
            Add(checkout);
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
        lock (Turn)
        {
            refusal = null;
            var checkout = Read(id)!;
            switch (keys.Find(key, request))
            {
                case { IsOfAnother: true }: return null;
                case { MadeId: { } made }: return checkout.Refunds.Single(refund => refund.Id == made);
            }
            refusal = RefundRules.RefusalOf(checkout, wanted);
            if (refusal is not null) return null;
            checkout = Change(id, (checkout, now) => RefundRules.Ask(checkout, wanted, now))!;
            keys.Remember(key, request, checkout.Refunds[^1].Id);
            return checkout.Refunds[^1];
        }
    }

    /// <summary>Newest first; the description holds the text, in any case.</summary>
    public IReadOnlyList<Checkout> Search(string description, string status) =>
        [.. Newest()
            .Where(checkout => checkout.Description.Contains(description, StringComparison.OrdinalIgnoreCase))
            .Where(checkout => status == "" || checkout.Status.ToString() == status)];

    /// <summary>False where it is not active; null if unknown.</summary>
    public (Checkout After, bool IsDone)? Deactivate(string id) => TryChange(id, (checkout, now) =>
        checkout.Status == CheckoutStatus.ACTIVE
            ? checkout with { Status = CheckoutStatus.DEACTIVATED, UpdatedAt = now }
            : null);

    public override string? RefusalOf(string invoiceId, OrderControl control) =>
        control is OrderControl.Pay pay && Read(invoiceId) is { } checkout
            ? CheckoutRules.RefusalOf(checkout, pay)
            : null;

    public override void Apply(string invoiceId, RefundControl control) =>
        Change(invoiceId, (checkout, now) => RefundRules.End(checkout, control is RefundControl.PayOut, now));

    protected override Outcome<Checkout, string> Apply(Checkout checkout, OrderControl control, DateTimeOffset now) =>
        CheckoutRules.Apply(checkout, control, now);

    protected override OrderInvoice Summarize(Checkout checkout)
    {
        var isPaid = checkout.Status is CheckoutStatus.PROCESSING or CheckoutStatus.COMPLETED
            or CheckoutStatus.REFUNDED or CheckoutStatus.PARTIALLY_REFUNDED;
        return new OrderInvoice(
            Processor, checkout.Id, checkout.OrderId, checkout.Status.ToString(), "None",
            checkout.Price.ToString(CultureInfo.InvariantCulture), checkout.Currency,
            "USDC", isPaid ? "0" : checkout.Coins.ToString(CultureInfo.InvariantCulture),
            (isPaid ? checkout.Price : 0).ToString(CultureInfo.InvariantCulture),
            checkout.CreatedAt, checkout.ExpiresAt,
            checkout.Status == CheckoutStatus.ACTIVE,
            $"{CoinbaseApi.PagePath}/{checkout.Id}");
    }
}
