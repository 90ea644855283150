using CryptoPay.Sandbox.Coins;
using CryptoPay.Sandbox.Orders;
using CryptoPay.Sandbox.Storage;

namespace CryptoPay.Sandbox.CoinbaseCommerce;

/// <summary>The life of a charge, as the API's timeline and events tell it.</summary>
internal static class ChargeRules
{
    public static Outcome<Charge, string> Watch(Charge charge, DateTimeOffset now) =>
        charge.Last.Status == "NEW" && charge.ExpiresAt <= now
            ? Told(charge.Then("EXPIRED", now), "charge:failed")
            : charge;

    public static Outcome<Charge, string> Apply(Charge charge, OrderControl control, DateTimeOffset now) =>
        (charge.Last.Status, control) switch
        {
            (_, OrderControl.Pay pay) => Pay(charge, pay.Amount ?? charge.Price - charge.Paid, now),
            (_, OrderControl.Confirm) => Confirm(charge, now),
            ("NEW", OrderControl.Expire) => charge with { ExpiresAt = now },
            ("PENDING", OrderControl.DoubleSpend) => Told(
                (charge with { Payments = charge.Payments.RemoveAll(payment => !payment.IsConfirmed) })
                    .Then("EXPIRED", now),
                "charge:failed"),
            _ => charge,
        };

    private static Outcome<Charge, string> Pay(Charge charge, decimal amount, DateTimeOffset now)
    {
        if (amount <= 0) return charge;
        var paid = charge with { Payments = charge.Payments.Add(new(Coin.NewTransactionHash(), amount, false)) };
        return charge.Last.Status switch
        {
            "NEW" => Told(paid.Then("PENDING", now), "charge:pending"),
            "PENDING" => paid,
            "EXPIRED" => Told(paid.Then("UNRESOLVED", now, "DELAYED"), "charge:delayed"),
            "COMPLETED" or "UNRESOLVED" => Told(paid.Then("UNRESOLVED", now, "MULTIPLE"), "charge:failed"),
            _ => Told(paid.Then("UNRESOLVED", now, "OTHER"), "charge:failed"),
        };
    }

    private static Outcome<Charge, string> Confirm(Charge charge, DateTimeOffset now)
    {
        var payments = charge.Payments.Select(payment => payment with { IsConfirmed = true });
        var confirmed = charge with { Payments = [.. payments] };
        return (charge.Last.Status, charge.Paid.CompareTo(charge.Price)) switch
        {
            ("PENDING", 0) => Told(confirmed.Then("COMPLETED", now), "charge:confirmed"),
            // Both come as a failure; only the timeline tells them apart.
            ("PENDING", < 0) => Told(confirmed.Then("UNRESOLVED", now, "UNDERPAID"), "charge:failed"),
            ("PENDING", _) => Told(confirmed.Then("UNRESOLVED", now, "OVERPAID"), "charge:failed"),
            _ => confirmed,
        };
    }

    private static Outcome<Charge, string> Told(Charge charge, string happened) => new(charge, [happened]);
}
