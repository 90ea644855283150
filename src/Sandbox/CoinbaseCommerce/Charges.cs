using System.Globalization;
using CryptoPay.Sandbox.Orders;
using CryptoPay.Sandbox.Storage;

namespace CryptoPay.Sandbox.CoinbaseCommerce;

/// <summary>The account's charges.</summary>
internal sealed class Charges(SandboxDatabase database, CoinbaseCommerceWebhooks webhooks, TimeProvider time)
    : InvoiceBook<Charge, string>("coinbase-commerce", database, time, ChargeRules.Watch, webhooks.Send)
{
    public override string Processor => "Coinbase Commerce";

    public void Create(Charge charge) => Add(charge, "charge:created");

    /// <param name="idOrCode">The API takes either wherever it takes one.</param>
    public Charge? Find(string idOrCode) =>
        Read(idOrCode) ?? Newest().FirstOrDefault(charge => charge.Code == idOrCode);

    /// <summary>Moves on from one status; the charge stays as it is where it has another. Null if unknown.</summary>
    public (Charge After, bool IsDone)? Move(string idOrCode, string from, string to, string happened) =>
        TryChange(Find(idOrCode)?.Id ?? "", (charge, now) =>
            charge.Last.Status == from ? new Outcome<Charge, string>(charge.Then(to, now), [happened]) : null);

    protected override Outcome<Charge, string> Apply(Charge charge, OrderControl control, DateTimeOffset now) =>
        ChargeRules.Apply(charge, control, now);

    protected override OrderInvoice Summarize(Charge charge) => new(
        Processor, charge.Id, charge.OrderId, charge.Last.Status,
        charge.Last.Context == "" ? "None" : charge.Last.Context,
        charge.Price.ToString(CultureInfo.InvariantCulture), charge.Currency,
        "BTC", ChargeWire.Coins(charge, Math.Max(0, charge.Price - charge.Paid)),
        charge.Paid.ToString(CultureInfo.InvariantCulture),
        charge.CreatedAt, charge.ExpiresAt,
        charge.Last.Status is "NEW" or "PENDING",
        $"{CoinbaseCommerceApi.PagePath}/{charge.Id}");
}
