namespace CryptoPay.Processors.Signed;

/// <summary>Codes of the contract that no other kind has. Each has its row in docs/processors/signed.md.</summary>
internal static class SignedCodes
{
    public const string NotFound = "not_found";
    public const string NotCancellable = "not_cancellable";
    public const string NotRefundable = "not_refundable";
    public const string IdempotencyConflict = "idempotency_conflict";
}
