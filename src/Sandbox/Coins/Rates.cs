namespace CryptoPay.Sandbox.Coins;

/// <summary>Fixed exchange rates, so that every run shows the same amounts.</summary>
internal static class Rates
{
    private static readonly Dictionary<string, decimal> UnitsPerUsd = new()
    {
        ["USD"] = 1m,
        ["EUR"] = 0.9m,
        ["GBP"] = 0.8m,
        ["CHF"] = 0.88m,
        ["CAD"] = 1.4m,
        ["AUD"] = 1.5m,
        ["MXN"] = 18m,
        ["BRL"] = 5.5m,
        ["INR"] = 85m,
        ["JPY"] = 150m,
    };

    /// <summary>Units of the currency for one coin; null where there is no rate.</summary>
    public static decimal? Of(Coin coin, string currency)
    {
        if (coin.Code == currency) return 1.0m;
        var units = Coin.Find(currency) is { } other ? 1 / other.RateUsd : UnitsPerUsd.GetValueOrDefault(currency);
        return units == 0 ? null : units * coin.RateUsd;
    }

    public static int DecimalsOf(string currency) =>
        currency == "JPY" ? 0 : Coin.Find(currency) is null ? 2 : 8;
}
