using System.Collections.Immutable;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.PaymentIntents;

/// <summary>
/// Takes out of an intent what is personal: what it says of its customer, where money came from and where it was to go.
/// Amounts, times and statuses stay, and of payments a digest, by which a double spend is told.
/// </summary>
public static class Erasure
{
    private const string DigestPrefix = "erased:";

    /// <param name="salt">A new one: with the old one, what was erased could be guessed by its digests.</param>
    public static PaymentIntent Of(PaymentIntent intent, Sensitive salt, DateTimeOffset at) => intent with
    {
        Salt = salt,
        LinkToken = Sensitive.None,
        PosLabel = intent.PosLabel.IsEmpty ? Sensitive.None : Sensitive.Erased,
        NotificationUrl = Sensitive.None,
        Metadata = intent.Metadata.Clear(),
        ResumeCode = null,
        Attempts = [.. intent.Attempts.Select(attempt => Of(attempt, salt))],
        Refunds = [.. intent.Refunds.Select(refund => refund with { Refund = Of(refund.Refund, salt) })],
        ClaimLinkSends = [.. intent.ClaimLinkSends.Select(send => send with { To = Sensitive.Erased })],
        ErasedAt = at,
    };

    /// <summary>What is kept of a later read of an erased order.</summary>
    public static Invoice Of(Invoice invoice, Sensitive salt) => invoice with
    {
        PaymentUri = Sensitive.None,
        CheckoutUrl = Sensitive.None,
        Payments = Of(invoice.Payments, salt),
    };

    /// <inheritdoc cref="Of(Invoice, Sensitive)"/>
    public static Refund? Of(Refund? refund, Sensitive salt) => refund is null ? null : refund with
    {
        ProcessorRefundId = Of(refund.ProcessorRefundId, salt),
        ClaimUrl = Sensitive.None,
    };

    /// <summary>
    /// Whether two are the same payment. Of one whose very digest is lost, as in a backup from before its erasure, the
    /// coins tell.
    /// </summary>
    internal static bool IsSame(Payment one, Payment other) => one.PaymentId == other.PaymentId
        || (one.Value == other.Value
            && (one.PaymentId == Sensitive.Erased || other.PaymentId == Sensitive.Erased));

    private static InvoiceAttempt Of(InvoiceAttempt attempt, Sensitive salt) => attempt with
    {
        Invoice = attempt.Invoice is { } invoice ? Of(invoice, salt) : null,
        PaymentsGone = Of(attempt.PaymentsGone, salt),
        PaymentsVanished = Of(attempt.PaymentsVanished, salt),
        PaymentsNew = [.. attempt.PaymentsNew.Select(payment => Of(payment, salt))],
    };

    private static ImmutableArray<Payment> Of(ImmutableArray<Payment> payments, Sensitive salt) =>
    [
        .. payments.Select(payment =>
            payment with { PaymentId = Of(payment.PaymentId, salt), TransactionHash = Sensitive.None }),
    ];

    private static Sensitive Of(Sensitive id, Sensitive salt) =>
        id.IsEmpty || id == Sensitive.Erased || id.Value.StartsWith(DigestPrefix, StringComparison.Ordinal)
            ? id
            : new Sensitive(DigestPrefix + id.Digest(salt.Value));
}
