using CryptoPay.Sandbox.Coins;
using CryptoPay.Sandbox.Orders;
using CryptoPay.Sandbox.Storage;

namespace CryptoPay.Sandbox.Coinbase;

/// <summary>The life of a checkout as the API's pages tell it: one exact payment, nothing after the end.</summary>
internal static class CheckoutRules
{
    public static Outcome<Checkout, string> Watch(Checkout checkout, DateTimeOffset now) =>
        checkout.Status == CheckoutStatus.ACTIVE && checkout.ExpiresAt <= now
            ? Told(checkout, CheckoutStatus.EXPIRED, now, "checkout.payment.expired")
            : checkout;

    public static Outcome<Checkout, string> Apply(Checkout checkout, OrderControl control, DateTimeOffset now) =>
        (checkout.Status, control) switch
        {
            // Nobody is told that a payment is being processed.
            (CheckoutStatus.ACTIVE, OrderControl.Pay pay) when RefusalOf(checkout, pay) is null =>
                checkout with
                {
                    Status = CheckoutStatus.PROCESSING,
                    UpdatedAt = now,
                    TransactionHash = "0x" + Coin.NewTransactionHash(),
                },
            (CheckoutStatus.ACTIVE, OrderControl.Expire) => checkout with { ExpiresAt = now },
            (CheckoutStatus.PROCESSING, OrderControl.Confirm) =>
                Told(checkout, CheckoutStatus.COMPLETED, now, "checkout.payment.success"),
            (CheckoutStatus.PROCESSING, OrderControl.DoubleSpend) =>
                Told(checkout with { TransactionHash = null }, CheckoutStatus.FAILED, now, "checkout.payment.failed"),
            _ => checkout,
        };

    /// <summary>Why the checkout cannot take this payment; null where it can.</summary>
    public static string? RefusalOf(Checkout checkout, OrderControl.Pay pay) => checkout switch
    {
        { Status: not CheckoutStatus.ACTIVE } =>
            $"cannot be paid: a Coinbase checkout that is {checkout.Status} takes no money",
        _ when pay.Amount is { } amount && amount != checkout.Price =>
            $"must be {checkout.Price} {checkout.Currency} or left out: "
            + "a Coinbase checkout takes its exact amount and no part of it",
        _ => null,
    };

    private static Outcome<Checkout, string> Told(
        Checkout checkout, CheckoutStatus status, DateTimeOffset now, string happened) =>
        new(checkout with { Status = status, UpdatedAt = now }, [happened]);
}
