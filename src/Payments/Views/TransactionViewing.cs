using System.Collections.Immutable;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.Views;

/// <summary>The transfers of an order, for a look at them on their chain.</summary>
public static class TransactionViewing
{
    private const string Confirmed = "confirmed";
    private const string Unconfirmed = "unconfirmed";
    private const string Invalid = "invalid";
    private const string Gone = "gone";

    /// <summary>Each word that <see cref="TransactionView.State"/> can be.</summary>
    public static ImmutableArray<string> States { get; } = [Confirmed, Unconfirmed, Invalid, Gone];

    /// <param name="seenAt">When a payment of this ID was seen first; null where that is not known.</param>
    public static TransactionsView TransactionsOf(this PaymentIntent intent, Func<Sensitive, DateTimeOffset?> seenAt)
    {
        var others = intent.Attempts.Select(attempt => attempt.Invoice?.OtherPayments)
            .OfType<OtherPayments>().ToList();
        return new TransactionsView(
            [.. intent.Attempts.Index().Where(each => each.Item.Invoice is not null).SelectMany(each =>
                each.Item.Invoice!.Payments.Select(payment => View(each.Index + 1, each.Item, payment, StateOf(payment)))
                    .Concat(each.Item.PaymentsVanished.Select(payment =>
                        View(each.Index + 1, each.Item, payment, Gone))))],
            others.Sum(other => other.Count),
            Money.ToWire(others.Sum(other => other.Value), 0));

        TransactionView View(int number, InvoiceAttempt attempt, Payment payment, string state) => new()
        {
            PaymentId = payment.PaymentId,
            TransactionHash = payment.TransactionHash,
            State = state,
            CryptoAmount = payment.Value > 0 ? Money.ToWire(payment.Value, 0) : "",
            CryptoCode = intent.CryptoCode,
            Account = attempt.Account,
            InvoiceId = attempt.Invoice!.InvoiceId,
            Attempt = number,
            SeenAt = WireTime.Of(seenAt(payment.PaymentId)),
        };
    }

    private static string StateOf(Payment payment) => payment switch
    {
        { IsInvalid: true } => Invalid,
        { IsConfirmed: true } => Confirmed,
        _ => Unconfirmed,
    };
}
