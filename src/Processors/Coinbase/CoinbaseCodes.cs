namespace CryptoPay.Processors.Coinbase;

/// <summary>Codes of this kind alone. Each has its row in docs/processors/coinbase.md.</summary>
internal static class CoinbaseCodes
{
    public const string KeyReused = "idempotency_error";
    public const string RefundNotFound = "refund_not_found";
}
