using System.ComponentModel.DataAnnotations;
using CryptoPay.Payments.Amounts;

namespace CryptoPay.Gateway.Settings;

/// <summary>Section <c>Limits</c>: how much one caller may ask for.</summary>
public sealed class LimitOptions
{
    internal const decimal AmountMaxOfMax = 1_000_000_000_000;

    /// <summary>
    /// The most that one payment may ask for, in units of its own currency: as many yen as dollars. 1 to 1000000000,
    /// default 100000.
    /// </summary>
    [Range(typeof(decimal), "1", "1000000000", ParseLimitsInInvariantCulture = true)]
    public decimal AmountMax { get; set; } = 100_000;

    /// <summary>
    /// In place of <see cref="AmountMax"/>, by the currency's ISO 4217 code in any case: 150000 Vietnamese dong are six
    /// dollars. Each 1 to 1000000000000; default none.
    /// </summary>
    public Dictionary<string, decimal> AmountMaxOf { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How many creates an API key may send at once, after a rest. 1 to 1000000, default 300.</summary>
    [Range(1, 1_000_000)]
    public int CreateBurst { get; set; } = 300;

    /// <summary>How many creates an API key may send a second in the long run. 1 to 1000000, default 50.</summary>
    [Range(1, 1_000_000)]
    public int CreatePerSecond { get; set; } = 50;

    /// <summary>
    /// How many calls an API key may send at once, after a rest: creates and all others. 1 to 1000000, default 3000.
    /// </summary>
    // An organisation of Genesys Cloud makes 2,500 calls a minute and 300 more, and may make them all at once.
    [Range(1, 1_000_000)]
    public int CallBurst { get; set; } = 3_000;

    /// <summary>How many calls an API key may send a second in the long run. 1 to 1000000, default 100.</summary>
    [Range(1, 1_000_000)]
    public int CallsPerSecond { get; set; } = 100;

    /// <summary>
    /// How many calls may come at once, after a rest, from one remote address, of IPv6 one /64, whoever sends them. 1 to
    /// 1000000, default 10000.
    /// </summary>
    // Behind one address may be a company, or a proxy that is not named in Gateway:TrustedProxies.
    [Range(1, 1_000_000)]
    public int AddressCallBurst { get; set; } = 10_000;

    /// <summary>The same a second in the long run. 1 to 1000000, default 1000.</summary>
    [Range(1, 1_000_000)]
    public int AddressCallsPerSecond { get; set; } = 1_000;

    /// <summary>
    /// How many connections one remote address, of IPv6 one /64, may hold open. Those of trusted proxies do not count. 1
    /// to 1000000, default 1000.
    /// </summary>
    [Range(1, 1_000_000)]
    public int ConnectionsPerAddress { get; set; } = 1_000;

    /// <summary>
    /// How often one remote address, of IPv6 one /64, may try to log in a minute. 1 to 1000000, default 10.
    /// </summary>
    [Range(1, 1_000_000)]
    public int LoginsPerMinute { get; set; } = 10;

    /// <summary>
    /// How many wrong tokens of links one remote address, of IPv6 one /64, may try a minute. Right ones do not count. 1
    /// to 1000000, default 30.
    /// </summary>
    [Range(1, 1_000_000)]
    public int WrongLinksPerMinute { get; set; } = 30;

    /// <summary>
    /// How many wrong API keys one remote address, of IPv6 one /64, may try a minute. Right ones do not count. 1 to
    /// 1000000, default 60.
    /// </summary>
    [Range(1, 1_000_000)]
    public int WrongKeysPerMinute { get; set; } = 60;

    /// <summary>
    /// How many forged webhooks for one account one remote address, of IPv6 one /64, may send a minute. Genuine ones do
    /// not count. 1 to 1000000, default 60.
    /// </summary>
    [Range(1, 1_000_000)]
    public int WrongWebhooksPerMinute { get; set; } = 60;

    /// <summary>The most that one payment may ask for, in whatever currency.</summary>
    internal decimal AmountMaxInAny => AmountMaxOf.Values.Append(AmountMax).Max();

    internal bool HasUsableAmountMaxOf => AmountMaxOf.All(
        pair => IsoCurrency.DecimalsOf(pair.Key.ToUpperInvariant()) is not null
            && pair.Value is >= 1 and <= AmountMaxOfMax);
}
