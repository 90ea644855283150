namespace CryptoPay.Gateway.Tests.PaymentIntents;

/// <param name="Steps">
/// Parted by " > ". In small letters: what the customer, the chain or time does, as the sandbox's controls have it, and
/// "next" where the caller asks for the next invoice, "refund" where it asks for its money, "refund?" where it cannot
/// have it; "refused:" stands before money that the processor does not take.
/// In capitals: what the caller then sees, its status or <c>status outcome actionRequired amountPaid amountDue
/// amountRefunded</c>, from the left; in brackets where no webhook of that processor tells of it.
/// </param>
internal sealed record Life(string Steps, params string[] Accounts);

/// <summary>What can happen to a payment of 100.00, and what comes of it at each processor.</summary>
internal static class Lives
{
    private const string BtcPay = "sandbox";
    private const string BitPay = "sandbox-bitpay";
    private const string Coinbase = "sandbox-coinbase";
    private const string Commerce = "sandbox-commerce";
    private const string Signed = "sandbox-signed";

    private const string Open = "AwaitingPayment pending none 0.00 100.00";
    private const string Settled = "Settled paid none 100.00 0.00";
    private const string SettledInReview = "Settled paid review 100.00 0.00";
    private const string Expired = "Expired expired new_invoice 0.00 100.00";
    private const string Failed = "Invalid failed new_invoice 0.00 100.00";
    private const string PaidLate = "Expired paid_late review 100.00 0.00";
    private const string OpenForRest = "AwaitingPayment underpaid top_up 40.00 60.00";
    private const string ExpiredForRest = "Expired underpaid top_up 40.00 60.00";
    private const string PartlyRefunded = "Settled paid none 100.00 0.00 40.00";
    private const string Refunded = "Settled refunded none 100.00 0.00 100.00";
    private const string RefundedPart = "Expired refunded new_invoice 40.00 100.00 40.00";
    private const string ThenAllOfIt =
        "next > AwaitingPayment pending none 40.00 100.00 40.00 > pay > confirm > Settled paid none 140.00 0.00 40.00";
    private const string Paid = $"pay > confirm?blocks=6 > {Settled}";
    private const string ExpiredPart = $"pay?amount=40.00 > confirm > expire > {ExpiredForRest}";
    private const string ThenPaid = $"pay > confirm > {Settled}";
    private const string ThenTheRest = $"{ExpiredForRest} > next > {OpenForRest} > {ThenPaid}";
    private const string ThenAllAgain = $"{Expired} > next > {Open} > {ThenPaid}";

    public static readonly Dictionary<string, Life[]> All = new()
    {
        ["paid in full"] =
        [
            new($"pay > Confirming > confirm > {Settled}", BtcPay, BitPay, Commerce, Signed),
            // No event tells of PROCESSING.
            new($"pay > (Confirming) > confirm > {Settled}", Coinbase),
        ],
        ["expired, then paid by a further invoice"] =
        [
            new($"expire > {ThenAllAgain}", BtcPay, BitPay, Coinbase, Commerce, Signed),
        ],
        ["paid in part and topped up in time"] =
        [
            new($"pay?amount=40.00 > {OpenForRest} > {ThenPaid}", BtcPay, Signed),
            // An IPN tells of a status, and a part-paid invoice is as new as before.
            new($"pay?amount=40.00 > ({OpenForRest}) > {ThenPaid}", BitPay),
            // A charge with any money is PENDING, and is judged when that money is confirmed.
            new($"pay?amount=40.00 > Confirming confirming none 40.00 60.00 > {ThenPaid}", Commerce),
            // A checkout takes its exact amount, once, and nothing after its end.
            new($"refused: pay?amount=40.00 > {Open} > {ThenPaid}", Coinbase),
        ],
        ["paid in part and topped up by a further invoice"] =
        [
            new($"pay?amount=40.00 > confirm > expire > {ThenTheRest}", BtcPay, Signed),
            new($"pay?amount=40.00 > confirm > {ThenTheRest}", Commerce),
            // BitPay gives the part back by itself, so that all is due again.
            new($"pay?amount=40.00 > expire > {ThenAllAgain}", BitPay),
            new($"refused: pay?amount=40.00 > expire > {ThenAllAgain}", Coinbase),
        ],
        ["overpaid"] =
        [
            new("pay?amount=150.00 > confirm > Settled paid review 150.00 0.00", BtcPay, Commerce, Signed),
            // BitPay gives the excess back by itself.
            new($"pay?amount=150.00 > confirm > {SettledInReview}", BitPay),
            new($"refused: pay?amount=150.00 > {ThenPaid}", Coinbase),
        ],
        ["paid late"] =
        [
            new($"expire > {Expired} > pay > {PaidLate}", BtcPay, Commerce, Signed),
            // BitPay credits nothing that comes late, and gives it back by itself.
            new($"expire > {Expired} > pay > {ThenAllAgain}", BitPay),
            new($"expire > {Expired} > refused: pay > {Expired}", Coinbase),
        ],
        ["paid late in part"] =
        [
            new($"expire > {Expired} > pay?amount=40.00 > {ExpiredForRest}", BtcPay, Signed),
            // DELAYED is late money of any amount, and a person has to accept it.
            new($"expire > {Expired} > pay?amount=40.00 > Expired paid_late review 40.00 60.00", Commerce),
            new($"expire > {Expired} > pay?amount=40.00 > {ThenAllAgain}", BitPay),
            new($"expire > {Expired} > refused: pay?amount=40.00 > {Expired}", Coinbase),
        ],
        ["paid in part, and the rest too late"] =
        [
            new($"pay?amount=40.00 > expire > {ExpiredForRest} > pay > {PaidLate}", BtcPay, Signed),
            // MULTIPLE says nothing until all money is confirmed, and no event tells of that.
            new($"pay?amount=40.00 > confirm > {ExpiredForRest} > pay > confirm > ({SettledInReview})", Commerce),
            new($"pay?amount=40.00 > expire > {Expired} > pay > {ThenAllAgain}", BitPay),
            new($"refused: pay?amount=40.00 > expire > {Expired} > refused: pay > {Expired}", Coinbase),
        ],
        ["paid, and given back in two parts"] =
        [
            new($"{Paid} > refund 40.00 > {Settled} > refunds/pay-out > {PartlyRefunded} "
            + $"> refund > refunds/pay-out > {Refunded}",
                Coinbase, Signed),
            // No webhook tells of a payout, or names the order with a refund.
            new($"{Paid} > refund 40.00 > {Settled} > refunds/pay-out > ({PartlyRefunded}) "
            + $"> refund > refunds/pay-out > ({Refunded})",
                BtcPay, BitPay),
            // The API has no refunds.
            new($"{Paid} > refund? > {Settled}", Commerce),
        ],
        ["paid in part, and the part given back"] =
        [
            new($"{ExpiredPart} > refund > refunds/pay-out > {RefundedPart} > {ThenAllOfIt}", Signed),
            new($"{ExpiredPart} > refund > refunds/pay-out > ({RefundedPart}) > {ThenAllOfIt}", BtcPay),
            // BitPay gives the part back by itself.
            new($"pay?amount=40.00 > expire > {Expired} > refund? > {Expired}", BitPay),
            new($"pay?amount=40.00 > confirm > {ExpiredForRest} > refund? > {ExpiredForRest}", Commerce),
            new($"refused: pay?amount=40.00 > expire > {Expired} > refund? > {Expired}", Coinbase),
        ],
        ["double-spent, then paid again"] =
        [
            new($"pay > Confirming > double-spend > {Open} > {ThenPaid}", Signed),
            // No event tells that a BTCPay invoice is New again.
            new($"pay > Confirming > double-spend > ({Open}) > {ThenPaid}", BtcPay),
            // Elsewhere that is the invoice's end.
            new($"pay > Confirming > double-spend > {Failed} > next > {Open} > {ThenPaid}", BitPay),
            new($"pay > (Confirming) > double-spend > {Failed} > next > {Open} > {ThenPaid}", Coinbase),
            new($"pay > Confirming > double-spend > {ThenAllAgain}", Commerce),
        ],
    };
}
