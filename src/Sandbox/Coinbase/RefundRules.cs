using System.Security.Cryptography;
using CryptoPay.Sandbox.Coins;
using CryptoPay.Sandbox.Storage;

namespace CryptoPay.Sandbox.Coinbase;

/// <summary>How a checkout's money goes back, in parts or whole, as the API's pages tell it.</summary>
internal static class RefundRules
{
    /// <summary>Why the checkout cannot give this back; null where it can.</summary>
    public static string? RefusalOf(Checkout checkout, NewRefund wanted) => checkout switch
    {
        { Status: not (CheckoutStatus.COMPLETED or CheckoutStatus.PARTIALLY_REFUNDED) } =>
            $"A checkout that is {checkout.Status} cannot be refunded",
        _ when wanted.Currency is not null && wanted.Currency != checkout.Currency =>
            $"The sandbox refunds this checkout in {checkout.Currency}",
        _ when wanted.Amount > Refundable(checkout) => "amount must not exceed the remaining refundable amount",
        _ => null,
    };

    public static Checkout Ask(Checkout checkout, NewRefund wanted, DateTimeOffset now) => checkout with
    {
        Refunds = checkout.Refunds.Add(
            new CheckoutRefund(RandomNumberGenerator.GetHexString(24, lowercase: true), wanted.Amount, wanted.Reason, now)),
        UpdatedAt = now,
    };

    /// <summary>Ends each that is pending, and tells of each.</summary>
    public static Outcome<Checkout, string> End(Checkout checkout, bool isPaidOut, DateTimeOffset now)
    {
        var pending = checkout.Refunds.Count(refund => refund.Status == RefundStatus.PENDING);
        if (pending == 0) return checkout;
        var refunds = checkout.Refunds.Select(refund => refund.Status != RefundStatus.PENDING ? refund
            : !isPaidOut ? refund with { Status = RefundStatus.FAILED }
            : refund with
            {
                Status = RefundStatus.COMPLETED,
                CompletedAt = now,
                TransactionHash = "0x" + Coin.NewTransactionHash(),
            });
        var ended = checkout with { Refunds = [.. refunds], UpdatedAt = now };
        var happened = isPaidOut ? "checkout.refund.success" : "checkout.refund.failed";
        return new Outcome<Checkout, string>(
            ended with { Status = StatusOf(ended) }, [.. Enumerable.Repeat(happened, pending)]);
    }

    public static decimal Refunded(Checkout checkout) =>
        Sum(checkout, refund => refund.Status == RefundStatus.COMPLETED);

    private static CheckoutStatus StatusOf(Checkout checkout) =>
        Refunded(checkout) == checkout.Price ? CheckoutStatus.REFUNDED
        : Refunded(checkout) > 0 ? CheckoutStatus.PARTIALLY_REFUNDED
        : checkout.Status;

    private static decimal Refundable(Checkout checkout) =>
        checkout.Price - Sum(checkout, refund => refund.Status != RefundStatus.FAILED);

    private static decimal Sum(Checkout checkout, Func<CheckoutRefund, bool> which) =>
        checkout.Refunds.Where(which).Sum(refund => refund.Amount);
}
