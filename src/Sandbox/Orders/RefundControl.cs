namespace CryptoPay.Sandbox.Orders;

/// <summary>
/// What becomes of an order's open refunds. These are for every dialect's, but a part of one is not; a dialect may have
/// more of its own.
/// </summary>
internal abstract record RefundControl
{
    /// <summary>The customer has claimed what there was to claim and the money is out.</summary>
    /// <param name="Amount">In the refund's currency, above 0, for no more than that; null for all of it.</param>
    public sealed record PayOut(decimal? Amount) : RefundControl;

    /// <summary>None goes out any more.</summary>
    public sealed record Reject : RefundControl;
}
