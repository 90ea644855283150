using CryptoPay.Sandbox.Coins;

namespace CryptoPay.Sandbox.BtcPay.Invoices;

/// <summary>An invoice's money in whole coins of one of its payment methods.</summary>
/// <param name="Amount">What is asked for, network fees included.</param>
/// <param name="TotalPaid">By all methods, before fees.</param>
/// <param name="MethodPaid">By this one, before fees.</param>
/// <param name="Fee">Of the payments that came, and of the one that has to come where something is due.</param>
internal sealed record Accounting(decimal Amount, decimal TotalPaid, decimal MethodPaid, decimal Fee)
{
    /// <summary>Below 0 where too much was paid.</summary>
    public decimal Due => Amount - TotalPaid;

    public static Accounting Of(BtcPayInvoice invoice, PaymentMethod method)
    {
        var counted = invoice.Counted.ToList();
        var total = Sum(invoice, method, counted, payment => payment.Value);
        var ofMethod = counted.Where(payment => payment.MethodId == method.Id).Sum(payment => payment.Value);
        if (invoice.Amount is not { } price) return new Accounting(total, total, ofMethod, 0);
        var fee = Sum(invoice, method, counted, payment => payment.Fee);
        var coins = Coin.RoundUp(price / method.Rate);
        if (total < coins + fee) fee += NextFee(invoice, method);
        return new Accounting(coins + fee, total, ofMethod, fee);
    }

    /// <summary>Whole coins that a payment is charged that comes now.</summary>
    public static decimal NextFee(BtcPayInvoice invoice, PaymentMethod method) => method.FeeMode switch
    {
        NetworkFeeMode.Always => method.NetworkFee,
        NetworkFeeMode.MultiplePaymentsOnly when invoice.Counted.Any() => method.NetworkFee,
        _ => 0,
    };

    /// <summary>All payments less their fees in the invoice's currency, rounded to its decimals.</summary>
    public static decimal Paid(BtcPayInvoice invoice) => invoice.ClaimedPaid ?? Math.Round(
        invoice.Counted.Sum(payment => (payment.Value - payment.Fee) * invoice.MethodOf(payment).Rate),
        Rates.DecimalsOf(invoice.Currency));

    public static bool IsPaid(BtcPayInvoice invoice) => Covers(invoice, invoice.Counted);

    public static bool IsPaidFinally(BtcPayInvoice invoice) =>
        Covers(invoice, invoice.Counted.Where(payment => payment.IsSettled));

    public static bool IsOverpaid(BtcPayInvoice invoice) =>
        invoice.Counted.FirstOrDefault() is { } first && Of(invoice, invoice.MethodOf(first)).Due < 0;

    private static bool Covers(BtcPayInvoice invoice, IEnumerable<Payment> payments)
    {
        var counted = payments.ToList();
        if (counted.Count == 0) return invoice.Amount == 0;
        var method = invoice.MethodOf(counted[0]);
        return invoice.Amount is not { } price
            || Sum(invoice, method, counted, payment => payment.Value - payment.Fee)
                >= Coin.RoundUp(price / method.Rate) * (1 - invoice.Checkout.PaymentTolerance / 100);
    }

    private static decimal Sum(
        BtcPayInvoice invoice, PaymentMethod method, List<Payment> payments, Func<Payment, decimal> coins) =>
        Coin.RoundUp(payments.Sum(payment => payment.MethodId == method.Id
            ? coins(payment)
            : coins(payment) * invoice.MethodOf(payment).Rate / method.Rate));
}
