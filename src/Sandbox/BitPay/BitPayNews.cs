namespace CryptoPay.Sandbox.BitPay;

/// <summary>What a webhook tells.</summary>
internal abstract record BitPayNews
{
    private BitPayNews() { }

    public sealed record OfInvoice(InvoiceEvent Happened) : BitPayNews;

    /// <param name="Refund">As it was when that happened.</param>
    public sealed record OfRefund(BitPayRefund Refund, RefundEvent Happened) : BitPayNews;
}

/// <summary>The values are BitPay's codes.</summary>
internal enum InvoiceEvent
{
    PaidInFull = 1003,
    Expired = 1004,
    Confirmed = 1005,
    Completed = 1006,
    FailedToConfirm = 1013,
    RefundComplete = 1016,
    Declined = 1019,
}

/// <summary>
/// The values are BitPay's codes. Its pages show the second, and the others follow from that. What it tells of a
/// cancelled one is not known, so nothing is.
/// </summary>
internal enum RefundEvent
{
    Created = 7001,
    Pending = 7002,
    Success = 7003,
}
