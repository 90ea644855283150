using System.Globalization;
using CryptoPay.Sandbox.Orders;
using CryptoPay.Sandbox.Storage;

namespace CryptoPay.Sandbox.CoinbaseCommerce;

/// <summary>The account's charges.</summary>
internal sealed class Charges(SandboxDatabase database, CoinbaseCommerceWebhooks webhooks, TimeProvider time) : IDialect
{
    private readonly Documents<Charge> documents =
        new("coinbase-commerce", database, time, ChargeRules.Watch, webhooks.Send);

    public void Create(Charge charge) => documents.Add(charge, "charge:created");

    /// <param name="idOrCode">The API takes either wherever it takes one.</param>
    public Charge? Find(string idOrCode) =>
        documents.Find(idOrCode) ?? All().FirstOrDefault(charge => charge.Code == idOrCode);

    /// <summary>Newest first.</summary>
    public IReadOnlyList<Charge> All() => documents.Newest(int.MaxValue);

    /// <summary>Moves on from one status; the charge stays as it is where it has another. Null if unknown.</summary>
    public (Charge Charge, bool IsDone)? Move(string idOrCode, string from, string to, string happened)
    {
        var isDone = false;
        var charge = documents.Change(Find(idOrCode)?.Id ?? "", (charge, now) =>
        {
            isDone = charge.Last.Status == from;
            return isDone ? new Outcome<Charge>(charge.Then(to, now), [happened]) : charge;
        });
        return charge is null ? null : (charge, isDone);
    }

    public void Apply(string invoiceId, OrderControl control) =>
        documents.Change(invoiceId, (charge, now) => ChargeRules.Apply(charge, control, now));

    public void Watch() => documents.Watch();

    public IReadOnlyList<OrderInvoice> OfOrder(string orderId) => [.. documents.OfOrder(orderId).Select(Summarize)];

    public IReadOnlyList<OrderInvoice> Newest(int count) => [.. documents.Newest(count).Select(Summarize)];

    private static OrderInvoice Summarize(Charge charge) => new(
        "Coinbase Commerce", charge.Id, charge.OrderId, charge.Last.Status,
        charge.Last.Context == "" ? "None" : charge.Last.Context,
        charge.Price.ToString(CultureInfo.InvariantCulture), charge.Currency,
        "BTC", ChargeWire.Coins(charge, Math.Max(0, charge.Price - charge.Paid)),
        charge.Paid.ToString(CultureInfo.InvariantCulture),
        charge.CreatedAt, charge.ExpiresAt,
        charge.Last.Status is "NEW" or "PENDING",
        $"{CoinbaseCommerceApi.PagePath}/{charge.Id}");
}
