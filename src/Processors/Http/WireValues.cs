using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CryptoPay.Payments.Amounts;

namespace CryptoPay.Processors.Http;

/// <summary>An amount of 0 or more, from decimal text or a number's own digits; never by way of a double.</summary>
internal sealed class AmountText : JsonConverter<decimal>
{
    public override decimal Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        SignedAmountText.Read(ref reader) is >= 0 and var amount ? amount : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
        throw new NotSupportedException();
}

/// <summary>As <see cref="AmountText"/>, of either sign.</summary>
internal sealed class SignedAmountText : JsonConverter<decimal>
{
    public override decimal Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        Read(ref reader);

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
        throw new NotSupportedException();

    public static decimal Read(ref Utf8JsonReader reader)
    {
        var text = reader.TokenType is JsonTokenType.Number
            ? Encoding.UTF8.GetString(reader.ValueSpan)
            : reader.GetString();
        return Money.TryParseAmount(text, out var amount) ? amount : throw new JsonException();
    }
}

/// <summary>Whole seconds since 1970, within the years that a <see cref="DateTimeOffset"/> has.</summary>
internal sealed class UnixSeconds : JsonConverter<DateTimeOffset>
{
    private static readonly long SecondsMax = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        reader.TryGetInt64(out var seconds) && seconds >= 0 && seconds <= SecondsMax
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        throw new NotSupportedException();
}

/// <summary>A string as it is; a number, an object or null as "".</summary>
internal sealed class TextOrNothing : JsonConverter<string>
{
    public override bool HandleNull => true;

    public override string Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        if (reader.TokenType is JsonTokenType.String) return reader.GetString()!;
        reader.Skip();
        return "";
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);
}
