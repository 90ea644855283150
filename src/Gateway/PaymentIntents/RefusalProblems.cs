using System.Diagnostics;
using CryptoPay.Gateway.Answers;
using CryptoPay.Gateway.Bodies;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Gateway.PaymentIntents;

internal static class RefusalProblems
{
    public static IResult ToProblem(this Refusal refusal) => refusal switch
    {
        Refusal.NotFound => Problems.NoSuchOrder,
        Refusal.OrderConflict => Conflict(
            "order_conflict", "This order ID has a payment with another amount, currency, coin or processor."),
        Refusal.MoneySeen => Conflict("money_seen", "Money was seen for this payment, so it cannot be cancelled."),
        Refusal.AlreadySettled => Conflict("already_settled", "This payment is settled."),
        Refusal.AlreadyCancelled => Conflict(
            "already_cancelled", "This payment was cancelled. Another order starts another one."),
        Refusal.NothingDue => Conflict(
            "nothing_due", "Nothing is due any more, though it is not settled: a person must look."),
        Refusal.UnknownProcessor => Problems.OfFields(
            new Dictionary<string, string[]>
            {
                ["processor"] = ["the name of a configured processor account, or nothing"],
            },
            "unknown_processor"),
        Refusal.RefundConflict => Conflict("refund_conflict", "This refund ID was used for another amount."),
        Refusal.NothingToRefund => Conflict(
            "nothing_to_refund", "This payment has no final money that was not given back or promised already."),
        Refusal.RefundUnsupported => Conflict(
            "refund_unsupported",
            "This payment's processor account takes no refunds from here (BitPay: not without its merchant facade). "
            + "Refund it there."),
        Refusal.RefundTooLarge => Problems.OfFields(
            Amount("at most what is left of this payment; of money that came by several invoices, what is left of one"),
            "refund_too_large"),
        Refusal.RefundAmountRequired => Problems.OfFields(
            Amount("required here: the money came by several invoices, and each is refunded by itself"),
            "refund_amount_required"),
        Refusal.RefundAmountTooFine => Problems.OfFields(
            Amount("no more decimals than the payment's currency has"), "refund_amount_too_fine"),
        Refusal.RefundNotFound => Problems.Of(
            StatusCodes.Status404NotFound, "refund_not_found", "This payment has no refund with this ID."),
        Refusal.CurrencyNotTaken => Problems.OfFields(
            new Dictionary<string, string[]>
            {
                ["currency"] =
                    ["an isoCode and a cryptoCode that the processor account takes: see its page in the docs"],
            },
            "currency_not_taken"),
        Refusal.AccountNotAllowed => Problems.Of(
            StatusCodes.Status403Forbidden, "account_not_allowed",
            "No processor account that may take this order serves its merchant. Processors:<account>:Merchants says "
            + "whom an account serves."),
        Refusal.NothingToReview => Conflict("nothing_to_review", "This payment is not under review."),
        Refusal.InvoiceNotFound => Problems.OfFields(
            new Dictionary<string, string[]> { ["invoiceId"] = ["the processor's ID of an invoice of this payment"] },
            "invoice_not_found"),
        Refusal.ReturnTooLarge => Problems.OfFields(
            Amount("at most what is left at this invoice"), "return_too_large"),
        Refusal.RefundUnclear => Conflict(
            "refund_unclear", "Whether this refund was made cannot be told yet. The same call later may tell."),
        Refusal.RefundMismatch => Conflict(
            "refund_mismatch", "The processor's refund with this ID is not of this invoice and amount."),
        Refusal.RefundNotOpen => Conflict("refund_not_open", "This refund has ended; there is nothing to resolve."),
        Refusal.TooManyMetadataKeys => Problems.OfFields(
            new Dictionary<string, string[]> { [MetadataField.FieldName] = [MetadataField.Says] }, "too_many_metadata_keys"),
        Refusal.TooManyInvoices => Conflict(
            "too_many_invoices",
            $"This payment has had {RowBounds.AttemptsMax} invoices and gets no other. Use another order ID."),
        Refusal.TooManyRefunds => Conflict(
            "too_many_refunds", $"This payment has {RowBounds.RefundsMax} refunds. Refund the rest at its processor."),
        Refusal.TooManyResolutions => Conflict(
            "too_many_resolutions",
            $"People have ended {RowBounds.ResolutionsMax} reviews of this payment. It stays under review."),
        Refusal.SinkNotFound => Problems.Of(
            StatusCodes.Status404NotFound, "sink_not_found", "This payment's merchant has no case sink of this name."),
        Refusal.DeliveryUnclear => Conflict(
            "delivery_unclear",
            "It may have reached the customer. Redeliver sends it again; the customer may then have it twice."),
        Refusal.NoClaimLink => Conflict(
            "no_claim_link", "This refund has no link for the customer to claim it by, or has ended."),
        Refusal.SendConflict => Conflict("send_conflict", "This send ID was used for another refund or address."),
        Refusal.TooManySends => Conflict(
            "too_many_sends", $"{RowBounds.ClaimLinkSendsMax} claim links of this payment were sent already."),
        Refusal.SendUnsupported => Conflict(
            "send_unsupported",
            "This payment's merchant has nothing to send by. Genesys:<merchant>:MessageFrom says from where."),
        Refusal.OrderErased => Conflict(
            "order_erased", "What was personal of this order was erased, so nothing more can be begun with it. "
            + "Use another order ID."),
        Refusal.AccountPaused => new NotNow(
            "account_paused", "New payments are paused here. The same call works again when they go on.",
            AccountPausedSeconds),
        _ => throw new UnreachableException(),
    };

    /// <summary>People pause and resume, so there is no use in asking each second.</summary>
    private const int AccountPausedSeconds = 60;

    private static Dictionary<string, string[]> Amount(string says) => new() { ["amount"] = [says] };

    private static IResult Conflict(string errorCode, string detail) =>
        Problems.Of(StatusCodes.Status409Conflict, errorCode, detail);
}
