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
    public static decimal Read(FieldReader fields, JsonElement root, string isoCode, decimal amountMax)
    {
        var isThere = root.TryGetProperty(Name, out var value);
        if (isThere && TryParse(value, isoCode, amountMax, out var amount))
        {
            return amount;
        }

        fields.Refuse(Name, $"{(isThere ? "" : "required: ")}{Says(isoCode, amountMax)}");
        return 0;
    }

    /// <summary>Where the currency is not known yet, so that who knows it must check the decimals.</summary>
    /// <param name="all">The word for all there is.</param>
    /// <returns>Null for all there is; 0 where it was refused.</returns>
    public static decimal? ReadOrAll(FieldReader fields, JsonElement root, string all, decimal amountMax)
    {
        if (root.TryGetProperty(Name, out var value))
        {
            if (value.ValueKind is JsonValueKind.String && value.ValueEquals(all))
            {
                return null;
            }

            if (TryParse(value, "", amountMax, out var amount))
            {
                return amount;
            }
        }

        fields.Refuse(Name, $"required: {Says("", amountMax)}; or \"{all}\"");
        return 0;
    }

    private static bool TryParse(JsonElement value, string isoCode, decimal amountMax, out decimal amount)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number => value.GetRawText(),
            _ => "",
        };
        amount = 0;
        return Plain.Match(text) is { Success: true } match
            && match.Groups["decimals"].Length <= DecimalsMax(isoCode)
            && Money.TryParseAmount(text, out amount)
            && amount > 0 && amount <= amountMax;
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
