using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors;

/// <summary>
/// One entry of the list <c>ProcessorRules</c>: which accounts take which orders of callers who name none. The first
/// that fits decides; an order that none fits goes to <c>DefaultProcessor</c>.
/// </summary>
public sealed class ProcessorRuleSettings
{
    /// <summary>The merchant whose orders these are. Default: any.</summary>
    public string Merchant { get; set; } = "";

    /// <summary>The currency of the price, for example USD. Default: any.</summary>
    public string IsoCode { get; set; } = "";

    /// <summary>The coin, for example USDC. Default: any.</summary>
    public string CryptoCode { get; set; } = "";

    /// <summary>Names of accounts, at least one. The first that can be reached takes the order.</summary>
    public string[] Accounts { get; set; } = [];

    internal ProcessorRule ToRule() => new(Merchant, IsoCode, CryptoCode, [.. Accounts]);
}
