using System.Collections.Immutable;
using System.Diagnostics;
using CryptoPay.Sandbox.Coins;
using CryptoPay.Sandbox.Orders;
using CryptoPay.Sandbox.Storage;

namespace CryptoPay.Sandbox.BitPay;

using Outcome = Outcome<BitPayInvoice, BitPayNews>;

/// <summary>
/// BitPay's status rules as its documentation has them (developer.bitpay.com/docs/invoice-states, read 2026-11-23):
/// pure functions of an invoice and the time.
/// </summary>
internal static class InvoiceRules
{
    public static readonly TimeSpan InvalidAfter = TimeSpan.FromHours(1);
    public static readonly TimeSpan DeclinedAfter = TimeSpan.FromHours(24);
    private const int CompleteAfter = 6;

    /// <summary>What follows from the payments and the time alone. A second time it changes nothing.</summary>
    public static Outcome Watch(BitPayInvoice invoice, DateTimeOffset now)
    {
        var events = ImmutableArray.CreateBuilder<BitPayNews>();
        while (Next(invoice, now) is { } next)
        {
            invoice = next.Invoice;
            events.Add(new BitPayNews.OfInvoice(next.Happened));
        }
        return new Outcome(invoice, events.ToImmutable());
    }

    /// <summary>Null where it is not new any more. BitPay tells nobody.</summary>
    public static BitPayInvoice? Cancel(BitPayInvoice invoice) => invoice.Status == InvoiceStatus.New
        ? invoice with { Status = InvoiceStatus.Expired, IsCancelled = true }
        : null;

    private static (BitPayInvoice Invoice, InvoiceEvent Happened)? Next(BitPayInvoice invoice, DateTimeOffset now)
    {
        var confirmations = invoice.Payments.IsEmpty ? -1 : invoice.Payments.Min(payment => payment.Confirmations);
        return invoice.Status switch
        {
            InvoiceStatus.New when invoice.Paid >= invoice.Total.Amount =>
                (invoice with { Status = InvoiceStatus.Paid, PaidAt = now }, InvoiceEvent.PaidInFull),
            InvoiceStatus.New when invoice.ExpiresAt <= now =>
                (invoice with { Status = InvoiceStatus.Expired }, InvoiceEvent.Expired),
            // Six blocks at once skip what is in between; an invalid invoice may recover.
            InvoiceStatus.Paid or InvoiceStatus.Confirmed or InvoiceStatus.Invalid
                when confirmations >= CompleteAfter =>
                (invoice with { Status = InvoiceStatus.Complete }, InvoiceEvent.Completed),
            InvoiceStatus.Paid or InvoiceStatus.Invalid when confirmations >= ConfirmedAfter(invoice.Speed) =>
                (invoice with { Status = InvoiceStatus.Confirmed }, InvoiceEvent.Confirmed),
            InvoiceStatus.Paid when invoice.Payments.IsEmpty || invoice.DueAt <= now =>
                (invoice with { Status = InvoiceStatus.Invalid }, InvoiceEvent.FailedToConfirm),
            InvoiceStatus.Invalid when invoice.DueAt <= now =>
                (invoice with { Status = InvoiceStatus.Declined }, InvoiceEvent.Declined),
            _ => null,
        };
    }

    /// <summary>Whoever calls lets time pass before and after.</summary>
    public static BitPayInvoice Apply(BitPayInvoice invoice, OrderControl control, DateTimeOffset now) => control switch
    {
        OrderControl.Pay pay => Pay(invoice, pay.Amount, now),
        OrderControl.Confirm confirm => invoice with
        {
            Payments = [.. invoice.Payments.Select(payment =>
                payment with { Confirmations = payment.Confirmations + confirm.Blocks })],
        },
        OrderControl.Expire when invoice.Status == InvoiceStatus.New => invoice with { ExpiresAt = now },
        // The time to be confirmed in ends too.
        OrderControl.Expire when invoice.Status == InvoiceStatus.Paid => invoice with { PaidAt = now - InvalidAfter },
        OrderControl.Expire => invoice,
        OrderControl.DoubleSpend => invoice with
        {
            Payments = invoice.Payments.RemoveAll(payment => payment.Confirmations == 0),
        },
        _ => throw new UnreachableException(control.GetType().Name),
    };

    /// <summary>Only while it is new: later money is not credited, and BitPay sends it back.</summary>
    private static BitPayInvoice Pay(BitPayInvoice invoice, decimal? amount, DateTimeOffset now)
    {
        var coins = amount is { } price
            ? CoinUnits.RoundUp(price / invoice.Total.Rate, invoice.Total.Coin)
            : invoice.Total.Amount - invoice.Paid;
        return invoice.Status != InvoiceStatus.New
            ? invoice
            : invoice with { Payments = invoice.Payments.Add(new Payment(Coin.NewTransactionHash(), coins, now, 0)) };
    }

    // Low is never told as confirmed: it goes from paid to complete.
    private static int ConfirmedAfter(string speed) => speed switch { "high" => 0, "medium" => 1, _ => CompleteAfter };
}
