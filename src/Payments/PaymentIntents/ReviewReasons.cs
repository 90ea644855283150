namespace CryptoPay.Payments.PaymentIntents;

/// <summary>
/// The first word of each reason for a review; the facts follow behind a colon. They are stored, and each has its row
/// in docs/operations.md.
/// </summary>
public static class ReviewReasons
{
    public const string MoneyOnInvalid = "money_on_invalid";
    public const string VerdictDoubted = "verdict_doubted";
    public const string PaidLate = "paid_late";
    public const string Nonsense = "nonsense";
    public const string NotMade = "not_made";
    public const string RefundUnclear = "refund_unclear";
    public const string PaidAfterNothingOwed = "paid_after_nothing_owed";
    public const string Overpaid = "overpaid";
    public const string OverpaidItSays = "overpaid_it_says";
    public const string UnsettledAtTheEnd = "unsettled_at_the_end";
    public const string UnreadAtTheEnd = "unread_at_the_end";
    public const string GivenUp = "given_up";
    public const string SettledContradicted = "settled_contradicted";
    public const string SettledPaymentGone = "settled_payment_gone";
    public const string StrayPaid = "stray_paid";
    public const string StrayNotWithdrawn = "stray_not_withdrawn";
    public const string RefundStatusUnclear = "refund_status_unclear";
    public const string RefundContradicted = "refund_contradicted";
    public const string RefundMadeAfterAll = "refund_made_after_all";
    public const string RefundNotOut = "refund_not_out";
    public const string OutOfInvoices = "out_of_invoices";
    public const string TooManyStrays = "too_many_strays";
    public const string FlaggedByAnEarlierVersion = "flagged_by_an_earlier_version";
}
