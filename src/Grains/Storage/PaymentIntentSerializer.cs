using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using CryptoPay.Payments;
using Microsoft.AspNetCore.DataProtection;
using Orleans.Storage;

namespace CryptoPay.Grains.Storage;

/// <summary>
/// Documents as JSON without a .NET type name in them, so that types may move; times as unix milliseconds, money as
/// text, sensitive values encrypted one by one.
/// </summary>
public sealed class PaymentIntentSerializer : IGrainStorageSerializer
{
    private readonly JsonSerializerOptions options;

    public PaymentIntentSerializer(IDataProtectionProvider protection) =>
        options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            NumberHandling = JsonNumberHandling.Strict,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            Converters =
            {
                new JsonStringEnumConverter(),
                new MillisecondsConverter(),
                new DecimalTextConverter(),
                new SensitiveConverter(protection.CreateProtector("CryptoPay.PaymentIntent.v1")),
            },
        };

    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input, options));

    public T Deserialize<T>(BinaryData input) => Deserialize<T>(input.ToMemory());

    /// <exception cref="NotSupportedException">The document was written by a newer version of this program.</exception>
    /// <exception cref="JsonException">The bytes are no such document.</exception>
    public T Deserialize<T>(ReadOnlyMemory<byte> utf8)
    {
        var known = typeof(T) == typeof(PaymentIntentDocument) ? PaymentIntentDocument.CurrentVersion
            : typeof(T) == typeof(ProcessorAccountDocument) ? ProcessorAccountDocument.CurrentVersion
            : 0;
        if (known == 0) return Read<T>(utf8.Span);
        var version = VersionOf(utf8.Span);
        if (version > known)
        {
            throw new NotSupportedException(
                $"The document has version {version}; this program knows up to {known}. Run the newer program.");
        }

        // An account's row of before is one of now.
        if (version == known || typeof(T) == typeof(ProcessorAccountDocument)) return Read<T>(utf8.Span);
        var document = JsonNode.Parse(utf8.Span)!.AsObject();
        DocumentUpgrade.ToCurrent(document);
        return document.Deserialize<T>(options) ?? throw new JsonException("The stored document is null.");
    }

    private T Read<T>(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize<T>(utf8, options) ?? throw new JsonException("The stored document is null.");

    /// <summary>Stands first in what we write, so that looking does not cost a second reading of the row.</summary>
    private static int VersionOf(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("version"u8) && reader.Read() && reader.TryGetInt32(out var version)) return version;
            reader.Skip();
        }

        throw new JsonException("The stored document has no version.");
    }

    private sealed class MillisecondsConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.ToUnixTimeMilliseconds());
    }

    private sealed class DecimalTextConverter : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            decimal.Parse(reader.GetString()!, NumberStyles.Number, CultureInfo.InvariantCulture);

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
    }

    private sealed class SensitiveConverter(IDataProtector protector) : JsonConverter<Sensitive>
    {
        public override Sensitive Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            reader.GetString() is { Length: > 0 } text ? new(protector.Unprotect(text)) : Sensitive.None;

        public override void Write(Utf8JsonWriter writer, Sensitive value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.IsEmpty ? "" : protector.Protect(value.Value));
    }
}
