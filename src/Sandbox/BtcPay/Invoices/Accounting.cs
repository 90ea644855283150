using CryptoPay.Sandbox.Coins;

namespace CryptoPay.Sandbox.BtcPay.Invoices;

/// <summary>An invoice's money in whole coins of one of its payment methods.</summary>
/// <param name="Amount">What is asked for.</param>
/// <param name="TotalPaid">By all methods.</param>
/// <param name="MethodPaid">By this one.</param>
internal sealed record Accounting(decimal Amount, decimal TotalPaid, decimal MethodPaid)
{
    /// <summary>Below 0 where too much was paid.</summary>
    public decimal Due => Amount - TotalPaid;

    public static Accounting Of(BtcPayInvoice invoice, PaymentMethod method) => Of(invoice, method, invoice.Payments);

    /// <summary>All payments in the invoice's currency, rounded to its decimals.</summary>
    public static decimal Paid(BtcPayInvoice invoice) => Math.Round(
        invoice.Payments.Sum(payment => payment.Value * invoice.MethodOf(payment).Rate),
        Rates.DecimalsOf(invoice.Currency));

    public static bool IsPaid(BtcPayInvoice invoice) => Covers(invoice, invoice.Payments);

    public static bool IsPaidFinally(BtcPayInvoice invoice) =>
        Covers(invoice, invoice.Payments.Where(payment => payment.IsSettled));

    public static bool IsOverpaid(BtcPayInvoice invoice) =>
        invoice.Payments is [var first, ..] && Of(invoice, invoice.MethodOf(first)).Due < 0;

    private static bool Covers(BtcPayInvoice invoice, IEnumerable<Payment> payments)
    {
        var counted = payments.ToList();
        if (counted.Count == 0)
        {
            return invoice.Amount == 0;
        }
        var account = Of(invoice, invoice.MethodOf(counted[0]), counted);
        return account.TotalPaid >= account.Amount * (1 - invoice.Checkout.PaymentTolerance / 100);
    }

    private static Accounting Of(BtcPayInvoice invoice, PaymentMethod method, IEnumerable<Payment> payments)
    {
        var ofMethod = payments.Where(payment => payment.MethodId == method.Id).Sum(payment => payment.Value);
        var ofOthers = payments
            .Where(payment => payment.MethodId != method.Id)
            .Sum(payment => payment.Value * invoice.MethodOf(payment).Rate / method.Rate);
        var total = Coin.RoundUp(ofMethod + ofOthers);
        return new Accounting(invoice.Amount is { } price ? Coin.RoundUp(price / method.Rate) : total, total, ofMethod);
    }
}
