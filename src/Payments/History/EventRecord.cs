using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.History;

/// <summary>What the history keeps of an event: flat text, sensitive values as digests.</summary>
public static class EventRecord
{
    internal const string DigestPrefix = "sha256:";

    /// <summary>
    /// Null for what is no part of the history: the coming and going of a due read, what a case shows, and the telling
    /// of it but for what reaches the customer.
    /// </summary>
    public static ImmutableSortedDictionary<string, string>? DataOf(
        Event happened, PaymentIntent intent) => happened switch
        {
            Event.ReadFellDue or Event.ReadAnswered or Event.SettledChecked or Event.PaymentsMissed
                or Event.CaseChanged or Event.DeliveryMarked or Event.DeliveryTakenBack
                or Event.DeliveryMade { Delivery.IsOnce: false } => null,
            Event.IntentRequested e => Requested(e, intent),
            Event.MetadataReplaced e => Data([.. Digests(e.Changed, intent)]),
            Event.MetadataDropped e => Data(("count", e.Count.ToString(CultureInfo.InvariantCulture))),
            Event.AttemptStarted e => Data(("attemptId", e.AttemptId), ("processor", e.Account),
                ("amount", e.Price.ToWire()), ("isoCode", e.Price.Currency)),
            Event.AttemptMoved e => Data(("attemptId", e.AttemptId), ("processor", e.Account)),
            Event.AttemptRefused e => Data(("attemptId", e.AttemptId), ("code", e.Code)),
            Event.CreationRested e => Data(("attemptId", e.AttemptId), ("reason", e.Reason)),
            Event.CreationResumed e => Data(("attemptId", e.AttemptId)),
            Event.AttemptFoundUnmade e => Data(("attemptId", e.AttemptId)),
            Event.InvoiceOpened e => Data([("attemptId", e.AttemptId), .. Facts(e.Invoice, intent)]),
            Event.InvoiceObserved e => Data([.. Facts(e.Invoice, intent)]),
            Event.VerdictDoubted e => Data(("attemptId", e.AttemptId)),
            Event.VerdictDoubtEnded e => Data(("attemptId", e.AttemptId)),
            Event.DoubleSpendSeen e => Data(("invoiceId", e.InvoiceId)),
            Event.NonsenseBegan e => Data(("attemptId", e.AttemptId), ("reason", e.Reason)),
            Event.NonsenseLasted e => Data(("attemptId", e.AttemptId)),
            Event.NonsenseEnded e => Data(("attemptId", e.AttemptId)),
            Event.ReviewFlagged e => Data(("reason", e.Reason)),
            Event.StrayFound e => Data(Named(e.Invoice)),
            Event.InvoiceWithdrawn e => Data(Named(e.Invoice)),
            Event.InvoiceMadeUnpayable e => Data([.. Named(e.Invoice), ("done", e.Done ? "true" : "false")]),
            Event.RefundRequested e => Data(("refundId", e.RefundId), ("key", e.Key), ("attemptId", e.AttemptId),
                ("amount", e.Amount.ToWire()), ("isoCode", e.Amount.Currency)),
            Event.RefundSent e => Data(("refundId", e.RefundId)),
            Event.RefundTakenBack e => Data(("refundId", e.RefundId)),
            Event.RefundMissing e => Data(("refundId", e.RefundId)),
            Event.RefundRefused e => Data(("refundId", e.RefundId), ("code", e.Code)),
            Event.RefundObserved e =>
                Data(("refundId", e.RefundId), ("processorRefundId", Digest(e.Refund.ProcessorRefundId, intent)),
                    ("refundStatus", e.Refund.StatusText), ("amountOut", Money.ToWire(e.Refund.AmountOut, 0)),
                    ("claimUrl", Digest(e.Refund.ClaimUrl, intent))),
            Event.RefundGivenUp e => Data(("refundId", e.RefundId)),
            Event.RefundSaidNotMade e => Data(("refundId", e.RefundId), ("reason", e.Reason)),
            Event.RefundSaidMade e => Data(("refundId", e.RefundId), ("reason", e.Reason)),
            Event.ReviewResolved e => Resolved(e),
            Event.WatchEnded e => Data(("end", e.End.ToString())),
            Event.DeliveryMade e => Data(
                ("sink", e.Delivery.Sink), ("about", e.Delivery.About), ("note", e.Note)),
            Event.DeliveryParked e =>
                Data(("sink", e.Delivery.Sink), ("about", e.Delivery.About), ("reason", e.Reason)),
            Event.DeliveryAsked e => Data(("sink", e.Sink), ("again", e.IsAgain ? "true" : "false")),
            Event.ClaimLinkAsked e => Data(("sendId", e.SendId), ("refundId", e.RefundId), ("channel", e.Channel),
                ("to", Digest(e.To, intent))),
            Event.IntentErased e => Data(("reason", e.Reason)),
            Event.IntentCancelled or Event.CancelUndone or Event.PollingSlowed or Event.ReadAsked => Data(),
            _ => throw new UnreachableException($"No row for {happened.GetType().Name}."),
        };

    private static ImmutableSortedDictionary<string, string> Requested(
        Event.IntentRequested e, PaymentIntent intent) => Data([
        ("paymentIntentId", e.New.PaymentIntentId),
        ("attemptId", e.New.AttemptId),
        ("processor", e.New.Account),
        ("amount", e.Request.Price.ToWire()),
        ("isoCode", e.Request.Price.Currency),
        ("cryptoCode", e.Request.CryptoCode),
        ("transactionSpeed", e.Request.Speed.ToString()),
        ("posLabel", Digest(new Sensitive(e.Request.PosLabel), intent)),
        ("notificationUrl", Digest(e.Request.NotificationUrl, intent)),
        .. Digests(e.Request.Metadata, intent)]);

    private static ImmutableSortedDictionary<string, string> Resolved(Event.ReviewResolved e) => Data([
        ("outcome", e.Resolution.Outcome.ToString()),
        ("reason", e.Resolution.Reason),
        .. e.Resolution.Amount is { } amount
            ? [("invoiceId", e.Resolution.InvoiceId), ("amount", Money.ToWire(amount, 0))]
            : (ReadOnlySpan<(string, string)>)[],
        .. e.Facts.Select((fact, i) => ($"facts.{i}", fact))]);

    private static (string, string)[] Named(InvoiceKey invoice) =>
        [("processor", invoice.Account), ("invoiceId", invoice.InvoiceId)];

    private static IEnumerable<(string, string)> Facts(Invoice invoice, PaymentIntent intent)
    {
        yield return ("invoiceId", invoice.InvoiceId);
        yield return ("invoiceStatus", invoice.StatusText);
        yield return ("amountPaid", Money.ToWire(invoice.AmountPaid, 0));
        if (invoice.AmountRefunded > 0) yield return ("amountRefunded", Money.ToWire(invoice.AmountRefunded, 0));
        yield return ("paymentUri", Digest(invoice.PaymentUri, intent));
        for (var i = 0; i < invoice.Payments.Length; i++)
        {
            var payment = invoice.Payments[i];
            yield return ($"payments.{i}.id", Digest(payment.PaymentId, intent));
            yield return ($"payments.{i}.value", Money.ToWire(payment.Value, 0));
            yield return ($"payments.{i}.confirmed", payment.IsConfirmed ? "true" : "false");
            if (payment.IsInvalid) yield return ($"payments.{i}.invalid", "true");
        }

        if (invoice.OtherPayments is not { } others) yield break;
        yield return ("payments.rest.count", others.Count.ToString(CultureInfo.InvariantCulture));
        yield return ("payments.rest.value", Money.ToWire(others.Value, 0));
    }

    private static IEnumerable<(string, string)> Digests(
        ImmutableSortedDictionary<string, Sensitive> metadata, PaymentIntent intent) =>
        metadata.Select(pair => ($"metadata.{pair.Key}", Digest(pair.Value, intent)));

    internal static string Digest(Sensitive value, PaymentIntent intent) =>
        value.IsEmpty ? "" : DigestPrefix + value.Digest(intent.Salt.Value);

    private static ImmutableSortedDictionary<string, string> Data(params (string Key, string Value)[] pairs) =>
        pairs.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
}
