using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using CryptoPay.Grains.DataKeys;
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

    public PaymentIntentSerializer(IDataProtectionProvider protection)
    {
        var sensitive = new SensitiveJson(protection.CreateProtector("CryptoPay.PaymentIntent.v1"));
        options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            NumberHandling = JsonNumberHandling.Strict,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { sensitive.Bind } },
            Converters = { new JsonStringEnumConverter(), new MillisecondsConverter(), new DecimalTextConverter() },
        };
    }

    public BinaryData Serialize<T>(T? input) =>
        input is RawRow { Utf8: { } utf8 } ? utf8 : Serialize(input, cipher: null);

    /// <param name="cipher">Null: the key ring encrypts by itself.</param>
    public BinaryData Serialize<T>(T? input, RowCipher? cipher) =>
        new(SensitiveJson.With(cipher, () => JsonSerializer.SerializeToUtf8Bytes(input, options)));

    public T Deserialize<T>(BinaryData input) => typeof(T) == typeof(RawRow)
        ? (T)(object)new RawRow { Utf8 = input }
        : Deserialize<T>(input.ToMemory());

    /// <exception cref="NotSupportedException">The document was written by a newer version of this program.</exception>
    /// <exception cref="JsonException">The bytes are no such document.</exception>
    public T Deserialize<T>(ReadOnlyMemory<byte> utf8, RowCipher? cipher = null) =>
        SensitiveJson.With(cipher, () => Current<T>(utf8));

    /// <summary>A document without its sensitive values, for who has no need of them.</summary>
    /// <inheritdoc cref="Deserialize{T}(ReadOnlyMemory{byte}, RowCipher?)"/>
    public T DeserializeClosed<T>(ReadOnlyMemory<byte> utf8) =>
        SensitiveJson.Closed(() => Current<T>(utf8));

    /// <summary>The data key that a payment intent's row names; "" where it names none.</summary>
    /// <exception cref="JsonException">The bytes are no such document.</exception>
    internal static string KeyIdOf(ReadOnlySpan<byte> utf8) =>
        Top(utf8, "keyId"u8, out var keyId) ? keyId.GetString()! : "";

    private T Current<T>(ReadOnlyMemory<byte> utf8)
    {
        var known = typeof(T) == typeof(PaymentIntentDocument) ? PaymentIntentDocument.CurrentVersion
            : typeof(T) == typeof(ProcessorAccountDocument) ? ProcessorAccountDocument.CurrentVersion
            : 0;
        if (known == 0) return Read<T>(utf8.Span);
        if (!Top(utf8.Span, "version"u8, out var value) || !value.TryGetInt32(out var version))
            throw new JsonException("The stored document has no version.");
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

    /// <summary>
    /// A property of the outermost object: what is looked for stands first in what we write, so that looking does not
    /// cost a second reading of the row.
    /// </summary>
    private static bool Top(ReadOnlySpan<byte> utf8, ReadOnlySpan<byte> name, out Utf8JsonReader value)
    {
        value = new Utf8JsonReader(utf8);
        value.Read();
        while (value.Read() && value.TokenType == JsonTokenType.PropertyName)
        {
            if (value.ValueTextEquals(name)) return value.Read();
            value.Skip();
        }

        return false;
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
}
