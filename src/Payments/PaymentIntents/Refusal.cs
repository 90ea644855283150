namespace CryptoPay.Payments.PaymentIntents;

/// <summary>Why a command was not accepted. The wire code is the snake_case name.</summary>
public enum Refusal
{
    None = 0,

    /// <summary>No intent with this order ID.</summary>
    NotFound = 1,

    /// <summary>The order exists with other money: amount, currency, coin or processor.</summary>
    OrderConflict = 2,

    /// <summary>Money was seen, so there is nothing to cancel.</summary>
    MoneySeen = 3,

    /// <summary>It is settled, so no further invoice is made.</summary>
    AlreadySettled = 4,

    /// <summary>It was cancelled; another order ID starts another payment.</summary>
    AlreadyCancelled = 5,

    /// <summary>Nothing is due any more, though it is not settled: a human must look.</summary>
    NothingDue = 6,

    /// <summary>No processor account of that name.</summary>
    UnknownProcessor = 7,

    /// <summary>This refund ID was used for another amount.</summary>
    RefundConflict = 8,

    /// <summary>No final money is there that has not been given back or promised.</summary>
    NothingToRefund = 9,

    /// <summary>The money came by several invoices, and each is refunded by itself.</summary>
    RefundAmountRequired = 10,

    /// <summary>More than any one invoice of the order has left.</summary>
    RefundTooLarge = 11,

    /// <summary>The processor makes no refunds on our word.</summary>
    RefundUnsupported = 12,

    /// <summary>The order has no refund of this ID.</summary>
    RefundNotFound = 13,

    /// <summary>The amount has more decimals than the currency.</summary>
    RefundAmountTooFine = 14,

    /// <summary>No account that may take the order makes invoices in this currency and coin.</summary>
    CurrencyNotTaken = 15,

    /// <summary>The processor account does not serve this merchant.</summary>
    AccountNotAllowed = 16,

    /// <summary>Whether the refund was made cannot be told yet.</summary>
    RefundUnclear = 17,

    /// <summary>The order has no invoice of this ID.</summary>
    InvoiceNotFound = 18,

    /// <summary>More than the invoice took in.</summary>
    ReturnTooLarge = 19,

    /// <summary>No review is open.</summary>
    NothingToReview = 20,

    /// <summary>The processor's refund is not of this invoice and amount.</summary>
    RefundMismatch = 21,

    /// <summary>The refund's end is clear: there is nothing to say of it.</summary>
    RefundNotOpen = 22,

    /// <summary>More metadata keys than are kept, in the first create of an order.</summary>
    TooManyMetadataKeys = 23,

    /// <summary>The order has had as many invoices as it may have.</summary>
    TooManyInvoices = 24,

    /// <summary>The order has as many refunds as it may have.</summary>
    TooManyRefunds = 25,

    /// <summary>People have said as much about the order as there is room for.</summary>
    TooManyResolutions = 26,

    /// <summary>Each account that may take the order makes no new invoices, by an operator's word.</summary>
    AccountPaused = 27,

    /// <summary>The merchant has no case sink of this name.</summary>
    SinkNotFound = 28,

    /// <summary>It may have reached the customer: only a person's asking sends it again.</summary>
    DeliveryUnclear = 29,

    /// <summary>The refund has no link by which a customer claims it, or has it no more.</summary>
    NoClaimLink = 30,

    /// <summary>This send ID was used for another refund or address.</summary>
    SendConflict = 31,

    /// <summary>As many claim links of the order were sent as there is room for.</summary>
    TooManySends = 32,

    /// <summary>The merchant has nothing by which a claim link can be sent.</summary>
    SendUnsupported = 33,

    /// <summary>What is personal of the order was erased, so nothing more can be begun with it.</summary>
    OrderErased = 34,
}
