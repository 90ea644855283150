using System.Globalization;
using CryptoPay.Sandbox.Orders;
using CryptoPay.Sandbox.Storage;

namespace CryptoPay.Sandbox.Signed;

/// <summary>The account's payments and their refunds.</summary>
internal sealed class SignedPayments(SandboxDatabase database, SignedWebhooks webhooks, TimeProvider time)
    : InvoiceBook<SignedPayment, string>("signed", database, time, SignedRules.Watch, webhooks.Send)
{
    public override string Processor => "Signed";

    /// <summary>The new payment, or the one that the same request made before; null after another request.</summary>
    public SignedPayment? Create(SignedPayment payment)
    {
        lock (Turn)
        {
            if (Read(payment.Id) is { } known) return known.RequestHash == payment.RequestHash ? known : null;
            Add(payment);
            return payment;
        }
    }

    /// <summary>The payment and whether it is unpayable now; null if unknown.</summary>
    public (SignedPayment After, bool IsDone)? Cancel(string id) =>
        TryChange(id, (payment, _) => SignedRules.Cancel(payment));

    /// <summary>The payment with the refund, or the code of why there is none; null if unknown.</summary>
    public (SignedPayment After, string Conflict)? Refund(string id, SignedRefund asked)
    {
        var conflict = "";
        var after = Change(id, (payment, _) =>
        {
            (var refunded, conflict) = SignedRules.Refund(payment, asked);
            return refunded ?? payment;
        });
        return after is null ? null : (after, conflict);
    }

    public override void Apply(string invoiceId, RefundControl control) =>
        Change(invoiceId, (payment, _) => SignedRules.EndRefunds(payment, control is RefundControl.PayOut));

    protected override Outcome<SignedPayment, string> Apply(
        SignedPayment payment, OrderControl control, DateTimeOffset now) => SignedRules.Apply(payment, control, now);

    protected override OrderInvoice Summarize(SignedPayment payment) => new(
        Processor,
        payment.Id,
        payment.OrderId,
        SignedWire.Word(payment.Status),
        "None",
        payment.Amount.ToString(CultureInfo.InvariantCulture),
        payment.IsoCode,
        payment.CryptoCode,
        SignedWire.Coins(Math.Max(0, payment.CryptoDue)),
        payment.AmountPaid.ToString(CultureInfo.InvariantCulture),
        payment.CreatedAt,
        payment.ExpiresAt,
        payment.Status == PaymentStatus.Pending,
        "/sandbox/signed/p/" + payment.Id);
}
