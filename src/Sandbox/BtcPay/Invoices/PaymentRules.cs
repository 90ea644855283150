using System.Collections.Immutable;
using CryptoPay.Sandbox.Coins;
using CryptoPay.Sandbox.Storage;

namespace CryptoPay.Sandbox.BtcPay.Invoices;

using Outcome = Outcome<BtcPayInvoice, InvoiceEvent>;

/// <summary>What the customer and the chain do to an invoice's payments, whatever its status.</summary>
internal static class PaymentRules
{
    public static int ConfirmationsNeeded(SpeedPolicy policy) => policy switch
    {
        SpeedPolicy.HighSpeed => 0,
        SpeedPolicy.MediumSpeed => 1,
        SpeedPolicy.LowMediumSpeed => 2,
        _ => 6,
    };

    public static Outcome Pay(BtcPayInvoice invoice, decimal? amount, DateTimeOffset now)
    {
        if (invoice.Methods.IsEmpty) return invoice;
        var method = invoice.Methods[0];
        var due = Accounting.Of(invoice, method).Due;
        var coins = amount is { } price ? Coin.RoundUp(price / method.Rate) : due;
        if (coins <= 0) return invoice;
        var isSettled = ConfirmationsNeeded(invoice.Checkout.SpeedPolicy) == 0;
        var payment = new Payment(
            NewId(), method.Id, coins, now, 0, isSettled, Accounting.NextFee(invoice, method));
        var received = new InvoiceEvent.PaymentReceived(payment, IsOver(invoice));
        return new Outcome(
            invoice with { Payments = invoice.Payments.Add(payment) },
            // As recorded: what needs no confirmation is told as settled before it is told as received.
            isSettled ? [new InvoiceEvent.PaymentSettled(payment, IsOver(invoice)), received] : [received]);
    }

    /// <summary>A block also takes what was replaced, and brings the watcher back.</summary>
    public static Outcome Confirm(BtcPayInvoice invoice, int blocks)
    {
        var needed = ConfirmationsNeeded(invoice.Checkout.SpeedPolicy);
        var staying = invoice.Payments.RemoveAll(payment => payment.GoneAt is not null);
        ImmutableArray<Payment> mined =
        [
            .. staying.Select(payment => payment with
            {
                Confirmations = payment.Confirmations + blocks,
                IsSettled = !payment.IsInvalid && payment.Confirmations + blocks >= needed,
            }),
        ];
        var settled = mined.Where((payment, i) => payment.IsSettled && !staying[i].IsSettled);
        return new Outcome(
            invoice with { Payments = mined, IsUnwatched = false, ClaimedPaid = null },
            [.. settled.Select(payment => new InvoiceEvent.PaymentSettled(payment, IsOver(invoice)))]);
    }

    public static Outcome DoubleSpend(BtcPayInvoice invoice) => new(
        invoice with { Payments = invoice.Payments.RemoveAll(payment => payment.Confirmations == 0) }, []);

    /// <summary>The customer pays the network more. It is told as one more payment of the same coins.</summary>
    public static Outcome BumpFee(BtcPayInvoice invoice, BtcPayControl.FeeBump bump, DateTimeOffset now)
    {
        if (Bumped(invoice, bump.PaymentId) is not { } old) return invoice;
        var replacement = old with { Id = NewId(), ReceivedAt = now };
        return new Outcome(
            invoice with
            {
                Payments = invoice.Payments.Replace(old, old with { GoneAt = now + bump.BothFor }).Add(replacement),
            },
            [new InvoiceEvent.PaymentReceived(replacement, IsOver(invoice))]);
    }

    /// <summary>Null where no unconfirmed payment that counts has the ID, or is there at all.</summary>
    public static Payment? Bumped(BtcPayInvoice invoice, string? paymentId) => invoice.Counted.LastOrDefault(payment =>
        payment is { Confirmations: 0, GoneAt: null } && (paymentId is null || payment.Id == paymentId));

    public static Outcome Invalidate(BtcPayInvoice invoice, string? paymentId) => new(
        Invalidated(invoice, paymentId) is not { } payment ? invoice : invoice with
        {
            Payments = invoice.Payments.Replace(payment, payment with { IsInvalid = true, IsSettled = false }),
        },
        []);

    public static Payment? Invalidated(BtcPayInvoice invoice, string? paymentId) =>
        invoice.Counted.LastOrDefault(payment => paymentId is null || payment.Id == paymentId);

    private static string NewId() => Coin.NewTransactionHash() + "-0";

    // What BTCPay calls "after expiration" is true of an Invalid invoice too, however young.
    private static bool IsOver(BtcPayInvoice invoice) =>
        invoice.Status is InvoiceStatus.Expired or InvoiceStatus.Invalid;
}
