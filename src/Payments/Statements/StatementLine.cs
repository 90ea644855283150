using CryptoPay.Payments.Amounts;
using Orleans;

namespace CryptoPay.Payments.Statements;

/// <summary>One change of an order's money.</summary>
/// <param name="At">When we learnt of it, as the order's history has it.</param>
/// <param name="Account">The processor account that the money came by; "" where it came by none.</param>
/// <param name="InvoiceId">"" where the money came by none.</param>
/// <param name="RefundId">The caller's; "" unless it is of a refund that a caller asked for.</param>
/// <param name="Asked">The order's price.</param>
/// <param name="Amount">In the price's currency and its decimals; below 0 where money left this kind.</param>
/// <param name="CryptoAmount">Whole coins; null where the processor does not say.</param>
[GenerateSerializer, Immutable, Alias("CryptoPay.StatementLine")]
public sealed record StatementLine(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] StatementKind Kind,
    [property: Id(2)] string OrderId,
    [property: Id(3)] string Account,
    [property: Id(4)] string InvoiceId,
    [property: Id(5)] string RefundId,
    [property: Id(6)] Money Asked,
    [property: Id(7)] decimal Amount,
    [property: Id(8)] string CryptoCode,
    [property: Id(9)] decimal? CryptoAmount)
{
    /// <summary>What one coin was counted as; null where that is not known.</summary>
    public decimal? Rate => CryptoAmount is { } coins and not 0 && Amount != 0 ? Math.Round(Amount / coins, 8) : null;
}
