using System.Globalization;
using System.Text.Json;
using CryptoPay.Sandbox.Orders;
using CryptoPay.Sandbox.Storage;

namespace CryptoPay.Sandbox.Signed;

/// <summary>The account's payments. Each read and each change first lets the time pass that has passed.</summary>
internal sealed class SignedPayments(SandboxDatabase database, SignedWebhooks webhooks, TimeProvider time)
    : IDialect
{
    private const string Dialect = "signed";

    /// <summary>The new payment, or the one that the same request made before; null after another request.</summary>
    public SignedPayment? Create(SignedPayment payment)
    {
        lock (database.Turn)
        {
            if (Read(payment.Id) is { } known)
            {
                return known.RequestHash == payment.RequestHash ? known : null;
            }
            Save(payment);
            return payment;
        }
    }

    public SignedPayment? Read(string id) => Change(id, (payment, _) => payment)?.After;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<SignedPayment> Search(string orderId)
    {
        lock (database.Turn)
        {
            Watch();
            return [.. database.OfOrder(Dialect, orderId).Select(Load)];
        }
    }

    /// <summary>The payment and whether it is unpayable now; null if unknown.</summary>
    public (SignedPayment After, bool IsDone)? Cancel(string id) =>
        Change(id, (payment, _) => SignedRules.Cancel(payment));

    /// <summary>The payment with the refund, or the code of why there is none; null if unknown.</summary>
    public (SignedPayment After, string Conflict)? Refund(string id, SignedRefund asked)
    {
        var conflict = "";
        var changed = Change(id, (payment, _) =>
        {
            (var after, conflict) = SignedRules.Refund(payment, asked);
            return after;
        });
        return changed is { } done ? (done.After, conflict) : null;
    }

    public void Apply(string invoiceId, RefundControl control) =>
        Change(invoiceId, (payment, _) => SignedRules.EndRefunds(payment, control is RefundControl.PayOut));

    public void Apply(string invoiceId, OrderControl control) =>
        Change(invoiceId, (payment, now) => SignedRules.Apply(payment, control, now));

    public void Watch()
    {
        foreach (var id in database.Due(Dialect, time.GetUtcNow()))
        {
            Read(id);
        }
    }

    public IReadOnlyList<OrderInvoice> OfOrder(string orderId) => [.. Search(orderId).Select(Summarize)];

    public IReadOnlyList<OrderInvoice> Newest(int count)
    {
        lock (database.Turn)
        {
            Watch();
            return [.. database.Newest(Dialect, count).Select(Load).Select(Summarize)];
        }
    }

    /// <param name="rule">The payment as it is then; null for what cannot be done.</param>
    private (SignedPayment After, bool IsDone)? Change(
        string id, Func<SignedPayment, DateTimeOffset, SignedPayment?> rule)
    {
        lock (database.Turn)
        {
            if (database.Find(Dialect, id) is not { } document)
            {
                return null;
            }
            var now = time.GetUtcNow();
            var before = Load(document);
            var watched = SignedRules.Watch(before, now);
            var changed = rule(watched, now);
            var after = SignedRules.Watch(changed ?? watched, now);
            if (after != before)
            {
                Save(after);
            }
            webhooks.Send(watched, SignedRules.Events(before, watched));
            webhooks.Send(after, SignedRules.Events(watched, after));
            return (after, changed is not null);
        }
    }

    private void Save(SignedPayment payment) => database.Save(new StoredInvoice(
        Dialect, payment.Id, payment.OrderId, payment.DueAt?.ToUnixTimeMilliseconds(),
        JsonSerializer.Serialize(payment)));

    private static SignedPayment Load(string document) => JsonSerializer.Deserialize<SignedPayment>(document)!;

    private static OrderInvoice Summarize(SignedPayment payment) => new(
        "Signed",
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
