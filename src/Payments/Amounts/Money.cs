using System.Globalization;
using Orleans;

namespace CryptoPay.Payments.Amounts;

/// <summary>An amount in one currency. Exact: <see cref="decimal"/> end to end, a string on the wire.</summary>
/// <param name="Amount">Any sign; not rounded.</param>
/// <param name="Currency">ISO 4217 code, upper case.</param>
[GenerateSerializer, Immutable, Alias("CryptoPay.Money")]
public readonly record struct Money([property: Id(0)] decimal Amount, [property: Id(1)] string Currency)
{
    /// <summary>The amount with at least the currency's own decimals: 100 USD is "100.00".</summary>
    public string ToWire() => ToWire(Amount, IsoCurrency.DecimalsOf(Currency) ?? 0);

    /// <summary>
    /// Plain digits, never an exponent, at least <paramref name="decimals"/> of them after the point.
    /// </summary>
    public static string ToWire(decimal amount, int decimals) =>
        amount.ToString($"0.{new string('0', decimals)}{new string('#', 28 - decimals)}", CultureInfo.InvariantCulture);

    /// <summary>
    /// Reads plain decimal text ("100", "100.00", "-0.05"); no exponent, no separators, no white space.
    /// </summary>
    public static bool TryParseAmount(string? text, out decimal amount) => decimal.TryParse(
        text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out amount);

    public override string ToString() => $"{ToWire()} {Currency}";
}
