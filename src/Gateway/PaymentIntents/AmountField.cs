using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using CryptoPay.Payments.Amounts;

namespace CryptoPay.Gateway.PaymentIntents;

/// <summary>The amount: a JSON string or a JSON number, taken as the text that was sent.</summary>
internal static partial class AmountField
{
    private const string Name = "amount";

    /// <returns>0 where it was refused.</returns>
    public static decimal Read(FieldReader fields, JsonElement root, string isoCode, decimal amountMax) =>
        Read(fields, root, isoCode, amountMax, Says(isoCode, amountMax));

    /// <summary>Where the currency is not known yet, so that who knows it must check the decimals.</summary>
    /// <param name="all">The word for all there is.</param>
    /// <returns>Null for all there is; 0 where it was refused.</returns>
    public static decimal? ReadOrAll(FieldReader fields, JsonElement root, string all, decimal amountMax) =>
        root.TryGetProperty(Name, out var value) && value.ValueKind is JsonValueKind.String && value.ValueEquals(all)
            ? null
            : Read(fields, root, "", amountMax, $"{Says("", amountMax)}; or \"{all}\"");

    private static decimal Read(FieldReader fields, JsonElement root, string isoCode, decimal amountMax, string says)
    {
        if (fields.Given(root, Name, Name, says, mayBeNumber: true) is not { } text) return 0;
        if (TryParse(text, isoCode, amountMax, out var amount)) return amount;
        fields.Refuse(Name, says);
        return 0;
    }

    private static bool TryParse(string text, string isoCode, decimal amountMax, out decimal amount)
    {
        amount = 0;
        // 1000.00 yen are a thousand yen.
        var isPlain = Plain.Match(text) is { Success: true } match
            && match.Groups["decimals"].ValueSpan.TrimEnd('0').Length <= DecimalsMax(isoCode)
            && Money.TryParseAmount(text, out amount)
            && amount > 0 && amount <= amountMax;
        // Takes no more away than zeros.
        amount = isPlain ? decimal.Round(amount, DecimalsMax(isoCode)) : 0;
        return isPlain;
    }

    private static string Says(string isoCode, decimal amountMax) =>
        $"plain digits above 0 and up to {amountMax.ToString(CultureInfo.InvariantCulture)}, with "
        + (IsoCurrency.DecimalsOf(isoCode) is { } decimals
            ? $"at most {decimals} decimals"
            : "no more decimals than the currency has");

    // Where the currency itself is refused, its decimals are unknown; 3 is the most that any has.
    private static int DecimalsMax(string isoCode) => IsoCurrency.DecimalsOf(isoCode) ?? 3;

    [GeneratedRegex(@"\A(0|[1-9][0-9]*)(\.(?<decimals>[0-9]+))?\z")]
    private static partial Regex Plain { get; }
}
