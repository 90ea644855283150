using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CryptoPay.Payments.Amounts;

namespace CryptoPay.Processors.BitPay;

// BitPay writes the same amount as a number here and as text there; none of it may go through a double.

/// <summary>A price above 0, or 0, from a number's own digits or from text.</summary>
internal sealed class Price : JsonConverter<decimal>
{
    public override decimal Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        Money.TryParseAmount(Digits.Of(ref reader), out var amount) && amount >= 0 ? amount : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value);
}

/// <summary>
/// An amount in the coin's smallest units: above 2^64 for coins of 18 decimals, then with an exponent.
/// </summary>
internal sealed class SmallestUnits : JsonConverter<BigInteger>
{
    private const int DigitsMax = 64;
    private const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    public override BigInteger Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        TryParse(Digits.Of(ref reader), out var units) ? units : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, BigInteger value, JsonSerializerOptions options) =>
        throw new NotSupportedException();

    public static bool TryParse(string? text, out BigInteger units)
    {
        units = BigInteger.Zero;
        if (text is null or "" || text.Length > DigitsMax) return false;
        // "1e999999999" is a short text and a gigabyte of digits.
        var exponentAt = text.IndexOfAny(['e', 'E']);
        var isBounded = exponentAt < 0
            || (int.TryParse(text.AsSpan(exponentAt + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
                out var exponent) && exponent is >= 0 and <= DigitsMax);
        return isBounded && BigInteger.TryParse(text, Style, CultureInfo.InvariantCulture, out units);
    }
}

/// <summary>Whole milliseconds since 1970, within the years that a <see cref="DateTimeOffset"/> has.</summary>
internal sealed class UnixMilliseconds : JsonConverter<DateTimeOffset>
{
    // A day is left for what is reckoned from it.
    private static readonly long MillisecondsMax = DateTimeOffset.MaxValue.AddDays(-2).ToUnixTimeMilliseconds();

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.Number && reader.TryGetInt64(out var milliseconds)
        && milliseconds >= 0 && milliseconds <= MillisecondsMax
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        throw new NotSupportedException();
}

/// <summary>
/// exceptionStatus: false (or null) is ""; a text is itself; anything else is text that no map knows.
/// </summary>
internal sealed class ExceptionStatus : JsonConverter<string>
{
    public override bool HandleNull => true;

    public override string Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String: return reader.GetString()!;
            case JsonTokenType.False or JsonTokenType.Null: return "";
            default:
                reader.Skip();
                return "unreadable";
        }
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        throw new NotSupportedException();
}

/// <summary>
/// An object's texts, and its numbers' own digits. What else is in it, a new coin's say, breaks nothing.
/// </summary>
internal sealed class TextsByName : JsonConverter<Dictionary<string, string>>
{
    public override bool HandleNull => true;

    public override Dictionary<string, string> Read(
        ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            reader.Skip();
            return texts;
        }

        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (Digits.Of(ref reader) is { } text) texts[name] = text;
            else reader.Skip();
        }

        return texts;
    }

    public override void Write(
        Utf8JsonWriter writer, Dictionary<string, string> value, JsonSerializerOptions options) =>
        throw new NotSupportedException();
}

internal static class Digits
{
    public static string? Of(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
        JsonTokenType.String => reader.GetString(),
        _ => null,
    };
}
