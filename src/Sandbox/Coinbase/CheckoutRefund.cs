namespace CryptoPay.Sandbox.Coinbase;

/// <summary>Money on its way out of a checkout, or out.</summary>
/// <param name="Amount">In the checkout's own currency.</param>
/// <param name="Reason">"" for none.</param>
internal sealed record CheckoutRefund(string Id, decimal Amount, string Reason, DateTimeOffset CreatedAt)
{
    public RefundStatus Status { get; init; } = RefundStatus.PENDING;
    public DateTimeOffset? CompletedAt { get; init; }
    public string? TransactionHash { get; init; }
}

/// <summary>As the API writes them.</summary>
internal enum RefundStatus { PENDING, COMPLETED, FAILED }
