using System.Collections.Frozen;

namespace CryptoPay.Payments.Amounts;

/// <summary>
/// ISO 4217, active codes of money that people pay with, and how many decimals each has. Source: SIX, list one, 2026.
/// </summary>
public static class IsoCurrency
{
    private static readonly FrozenDictionary<string, int> Decimals = Read("""
        0: BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF
        2: AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY
        2: COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR
        2: ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK
        2: MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP
        2: SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER
        2: ZAR ZMW ZWG
        3: BHD IQD JOD KWD LYD OMR TND
        """);

    /// <summary>
    /// How many decimals the currency has, or null where the code is none of ISO 4217. Upper case only.
    /// </summary>
    public static int? DecimalsOf(string code) => Decimals.TryGetValue(code, out var decimals) ? decimals : null;

    private static FrozenDictionary<string, int> Read(string table) => table
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .SelectMany(line => line[3..].Split(' ').Select(code => (code, decimals: line[0] - '0')))
        .ToFrozenDictionary(pair => pair.code, pair => pair.decimals, StringComparer.Ordinal);
}
