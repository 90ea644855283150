namespace CryptoPay.Payments.Cases;

/// <summary>In what a delivery can end without the other side's word. Each has its row in docs/operations.md.</summary>
public static class DeliveryCodes
{
    /// <summary>It may have arrived, and must not arrive twice.</summary>
    public const string Unclear = "unclear";
}
