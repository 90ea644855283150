using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using CryptoPay.Payments.Amounts;
using Microsoft.OpenApi;

namespace CryptoPay.Gateway.Bodies;

/// <summary>The amount: a JSON string or a JSON number, taken as the text that was sent.</summary>
/// <param name="Max">The most, in units of its currency.</param>
internal sealed partial record AmountField(decimal Max) : Field("amount")
{
    private const string Plain = @"(0|[1-9][0-9]*)(\.[0-9]+)?";

    /// <summary>What is the most in some currencies instead, by ISO code.</summary>
    public IReadOnlyDictionary<string, decimal> MaxOf { get; init; } = ImmutableDictionary<string, decimal>.Empty;

    /// <summary>The word for all there is; "" where there is none.</summary>
    public string All { get; init; } = "";

    /// <param name="isoCode">
    /// "" where the currency is not known yet, so that who knows it must check the decimals.
    /// </param>
    /// <returns>0 where it was refused.</returns>
    public decimal Read(FieldReader fields, string isoCode = "")
    {
        var says = Says(isoCode);
        if (fields.TextOrNumber(this, says) is not { } text) return 0;
        if (TryParse(text, isoCode, out var amount)) return amount;
        fields.Refuse(this, says);
        return 0;
    }

    /// <returns>Null for all there is; 0 where it was refused.</returns>
    public decimal? ReadOrAll(FieldReader fields) =>
        fields.Value(this) is { ValueKind: JsonValueKind.String } value && value.ValueEquals(All) ? null : Read(fields);

    public override OpenApiSchema Schema =>
        All == "" ? NumberSchema : new() { AnyOf = [NumberSchema, new OpenApiSchema { Enum = [All] }] };

    private OpenApiSchema NumberSchema => new()
    {
        Type = JsonSchemaType.String | JsonSchemaType.Number,
        Pattern = $"^{Plain}$",
        Description = $"Plain digits above 0 and up to {Text(Max)} units of the currency"
            + string.Concat(MaxOf.OrderBy(most => most.Key, StringComparer.OrdinalIgnoreCase)
                .Select(most => $", {Text(most.Value)} of {most.Key.ToUpperInvariant()}"))
            + ", with at most as many decimals as the currency has; zeros behind them are no matter. A string is "
            + "safer than a number.",
    };

    private bool TryParse(string text, string isoCode, out decimal amount)
    {
        amount = 0;
        // 1000.00 yen are a thousand yen.
        var isPlain = PlainAlone.Match(text) is { Success: true } match
            && match.Groups[2].ValueSpan.TrimStart('.').TrimEnd('0').Length <= DecimalsMax(isoCode)
            && Money.TryParseAmount(text, out amount)
            && amount > 0 && amount <= MaxIn(isoCode);
        // Takes no more away than zeros.
        amount = isPlain ? decimal.Round(amount, DecimalsMax(isoCode)) : 0;
        return isPlain;
    }

    private string Says(string isoCode) =>
        $"plain digits above 0 and up to {Text(MaxIn(isoCode))}, with "
        + (IsoCurrency.DecimalsOf(isoCode) is { } decimals
            ? $"at most {decimals} decimals"
            : "no more decimals than the currency has")
        + (All == "" ? "" : $"; or \"{All}\"");

    private decimal MaxIn(string isoCode) => MaxOf.TryGetValue(isoCode, out var most) ? most : Max;

    private static string Text(decimal amount) => amount.ToString(CultureInfo.InvariantCulture);

    // Where the currency itself is refused, its decimals are unknown; 3 is the most that any has.
    private static int DecimalsMax(string isoCode) => IsoCurrency.DecimalsOf(isoCode) ?? 3;

    [GeneratedRegex($@"\A{Plain}\z")]
    private static partial Regex PlainAlone { get; }
}
