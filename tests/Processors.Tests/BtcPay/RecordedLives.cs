namespace CryptoPay.Processors.Tests.BtcPay;

/// <summary>
/// What each recorded moment says: status and qualifiers, paid of price; then, where its payment methods were recorded
/// with it, what is asked for in the coin, each payment, and whether all that was paid is final.
/// </summary>
internal static class RecordedLives
{
    public static readonly IReadOnlyDictionary<string, string[]> Moments = new Dictionary<string, string[]>
    {
        ["settled-medium-speed"] =
        [
            "Open None: 0 of 10.00",
            "Open None: 0 of 10.00",
            "Confirming None: 10.0 of 10.00; 0.1 + 0.1 seen",
            "Settled None: 10.0 of 10.00; 0.1 + 0.1 final; confirmed",
        ],
        ["settled-high-speed"] =
        [
            "Open None: 0 of 10.00; 0.1",
            "Settled None: 10.0 of 10.00; 0.1 + 0.1 final; confirmed",
            "Settled None: 10.0 of 10.00; 0.1 + 0.1 final; confirmed",
        ],
        ["settled-low-medium-speed"] =
        [
            "Open None: 0 of 10.00; 0.1",
            "Confirming None: 10.0 of 10.00",
            "Settled None: 10.0 of 10.00",
        ],
        ["settled-low-speed"] =
        [
            "Open None: 0 of 10.00; 0.1",
            "Confirming None: 10.0 of 10.00",
            "Confirming None: 10.0 of 10.00",
            "Confirming None: 10.0 of 10.00",
            "Confirming None: 10.0 of 10.00",
            "Confirming None: 10.0 of 10.00",
            "Settled None: 10.0 of 10.00; 0.1 + 0.1 final; confirmed",
        ],
        ["settled-ltc-currency"] =
        [
            "Open None: 0 of 0.12345678",
            "Open None: 0 of 0.12345678; 0.12345678",
            "Settled None: 0.12345678 of 0.12345678; 0.12345678 + 0.12345678 final; confirmed",
        ],
        ["settled-by-two-payments"] =
        [
            "Open None: 0 of 10.00; 0.1",
            "Open Underpaid: 4.00 of 10.00; 0.1 + 0.04 seen",
            "Confirming None: 10.00 of 10.00; 0.1 + 0.04 seen + 0.06 seen",
            "Settled None: 10.00 of 10.00; 0.1 + 0.04 final + 0.06 final; confirmed",
        ],
        ["settled-within-tolerance"] =
        [
            "Open None: 0 of 10.00; 0.1",
            "Confirming None: 9.60 of 10.00",
            "Settled None: 9.60 of 10.00; 0.1 + 0.096 final; confirmed",
        ],
        ["overpaid"] =
        [
            "Open None: 0 of 10.00; 0.1",
            "Confirming Overpaid: 15.00 of 10.00; 0.1 + 0.15 seen",
            "Settled Overpaid: 15.00 of 10.00; 0.1 + 0.15 final; confirmed",
        ],
        ["partial-then-expired"] =
        [
            "Open None: 0 of 10.00; 0.1",
            "Open Underpaid: 4.00 of 10.00",
            "Expired Underpaid: 4.00 of 10.00; 0.1 + 0.04 seen",
            "Expired Underpaid: 4.00 of 10.00; 0.1 + 0.04 final; confirmed",
            "Invalid Manual: 4.00 of 10.00",
        ],
        ["expired-unpaid"] =
        [
            "Open None: 0 of 10.00; 0.1",
            "Expired None: 0 of 10.00; 0.1",
            "Expired None: 0 of 10.00; 0.1",
        ],
        ["paid-late"] =
        [
            "Open None: 0 of 10.00; 0.1",
            "Expired None: 0 of 10.00; 0.1",
            "Expired PaidLate: 10.0 of 10.00; 0.1 + 0.1 seen",
            "Expired PaidLate: 10.0 of 10.00; 0.1 + 0.1 final; confirmed",
            "Expired PaidLate: 10.0 of 10.00; 0.1 + 0.1 final; confirmed",
            "Settled Manual: 10.0 of 10.00",
        ],
        ["paid-after-monitoring-time"] =
        [
            "Open None: 0 of 10.00; 0.1",
            "Expired None: 0 of 10.00; 0.1",
            "Expired None: 0 of 10.00",
            "Expired PaidLate: 10.0 of 10.00; 0.1 + 0.1 seen",
            "Expired PaidLate: 10.0 of 10.00; 0.1 + 0.1 final; confirmed",
            "Expired PaidLate: 10.0 of 10.00; 0.1 + 0.1 final; confirmed",
        ],
        ["unconfirmed-at-expiry"] =
        [
            "Open None: 0 of 10.00; 0.1",
            "Confirming None: 10.0 of 10.00",
            "Confirming None: 10.0 of 10.00",
            "Settled None: 10.0 of 10.00; 0.1 + 0.1 final; confirmed",
        ],
        ["never-confirmed-invalid"] =
        [
            "Open None: 0 of 10.00; 0.1",
            "Confirming None: 10.0 of 10.00",
            "Confirming None: 10.0 of 10.00",
            "Invalid None: 10.0 of 10.00; 0.1 + 0.1 seen",
            "Invalid None: 10.0 of 10.00; 0.1 + 0.1 final; confirmed",
            "Invalid None: 10.0 of 10.00; 0.1 + 0.1 final; confirmed",
        ],
        ["marked-invalid"] =
        [
            "Open None: 0 of 10.00",
            "Invalid Manual: 0 of 10.00",
            "Open None: 0 of 10.00; 0.1",
            "Invalid Manual: 10.0 of 10.00; 0.1 + 0.1 final; confirmed",
            "Settled Manual: 10.0 of 10.00",
        ],
        ["marked-settled"] =
        [
            "Open None: 0 of 10.00",
            "Settled Manual: 0 of 10.00",
        ],
        ["double-spent-before-confirmation-medium"] =
        [
            "Open None: 0 of 10.00; 0.1",
            "Confirming None: 10.0 of 10.00; 0.1 + 0.1 seen",
            "Confirming None: 10.0 of 10.00; 0.1 + 0.1 seen",
            "Open None: 0 of 10.00; 0.1",
        ],
        ["topup"] =
        [
            "Open None: 0 of 0.0",
            "Open None: 0 of 0.0; 0",
            "Confirming None: 3.00 of 3.00",
            "Settled None: 3.00 of 3.00; 0.03 + 0.03 final; confirmed",
        ],
        ["zero-amount"] =
        [
            "Open None: 0 of 0.0",
            "Settled None: 0 of 0.0; 0",
        ],
        ["lazy-payment-methods"] =
        [
            "Open None: 0 of 10.00; 0",
        ],
        ["update-metadata-and-archive"] =
        [
            "Open None: 0 of 10.00",
            "Open None: 0 of 10.00",
            "Open None: 0 of 10.00",
        ],
        ["metadata-kept-and-unicode"] =
        [
            "Open None: 0 of 1.50",
            "Open None: 0 of 1.50",
            "Open None: 0 of 1.50; 0.015",
            "Open None: 0 of 1.50",
            "Open None: 0 of 1.50",
            "Open None: 0 of 1.50",
            "Open None: 0 of 1.50",
            "Open None: 0 of 10.13",
        ],
        ["same-order-id-and-search"] =
        [
            "Open None: 0 of 10.00",
            "Open None: 0 of 10.00",
        ],
        ["chain-backend-down"] =
        [
            "Open None: 0 of 10.00",
            "Open None: 0 of 10.00; 0.1",
            "Open None: 0 of 10.00",
        ],
    };
}
