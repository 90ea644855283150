using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using CryptoPay.Grains.DataKeys;
using CryptoPay.Payments;
using CryptoPay.Payments.History;
using Microsoft.AspNetCore.DataProtection;

namespace CryptoPay.Grains.Storage;

/// <summary>
/// Encrypts sensitive values where a document is written as JSON, each by the name of its field: by the row's cipher
/// where there is one, else by the key ring, as versions before did.
/// </summary>
internal sealed class SensitiveJson(IDataProtector ring)
{
    /// <summary>Versions before did not encrypt these.</summary>
    private static readonly ImmutableHashSet<string> ClearBefore = ["posLabel", "checkoutUrl"];

    /// <summary>A converter is told nothing of the row that it is at work in. JSON is written and read on one thread.</summary>
    [ThreadStatic]
    private static RowCipher? Current;

    [ThreadStatic]
    private static bool StaysClosed;

    /// <summary>Has each property of a sensitive type know its name.</summary>
    public void Bind(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            property.CustomConverter = property.PropertyType switch
            {
                var each when each == typeof(Sensitive) => new OfOne(this, property.Name),
                var each when each == typeof(ImmutableArray<Sensitive>) => new OfMany(this, property.Name),
                var each when each == typeof(ImmutableSortedDictionary<string, Sensitive>) =>
                    new OfNamed(this, property.Name),
                var each when each == typeof(ImmutableSortedDictionary<string, string>)
                    && type.Type == typeof(HistoryEntry) => new OfHistory(),
                _ => property.CustomConverter,
            };
        }
    }

    public static T With<T>(RowCipher? cipher, Func<T> work)
    {
        Current = cipher;
        try
        {
            return work();
        }
        finally
        {
            Current = null;
        }
    }

    /// <summary>As <see cref="With"/>, for work that reads and opens nothing.</summary>
    public static T Closed<T>(Func<T> work)
    {
        StaysClosed = true;
        try
        {
            return work();
        }
        finally
        {
            StaysClosed = false;
        }
    }

    private string Seal(string field, Sensitive value) => value.IsEmpty ? ""
        : Current is not null ? Current.Seal(field, value)
        : ClearBefore.Contains(field) ? value.Value
        : ring.Protect(value.Value);

    private Sensitive Open(string field, string? text) => string.IsNullOrEmpty(text) || StaysClosed ? Sensitive.None
        : Current is not null ? Current.Open(field, text)
        : new Sensitive(ClearBefore.Contains(field) ? text : ring.Unprotect(text));

    private sealed class OfOne(SensitiveJson json, string field) : JsonConverter<Sensitive>
    {
        public override Sensitive Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            json.Open(field, reader.GetString());

        public override void Write(Utf8JsonWriter writer, Sensitive value, JsonSerializerOptions options) =>
            writer.WriteStringValue(json.Seal(field, value));
    }

    private sealed class OfMany(SensitiveJson json, string field) : JsonConverter<ImmutableArray<Sensitive>>
    {
        public override ImmutableArray<Sensitive> Read(
            ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            var values = ImmutableArray.CreateBuilder<Sensitive>();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                values.Add(json.Open(field, reader.GetString()));
            return values.ToImmutable();
        }

        public override void Write(
            Utf8JsonWriter writer, ImmutableArray<Sensitive> values, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            foreach (var value in values) writer.WriteStringValue(json.Seal(field, value));
            writer.WriteEndArray();
        }
    }

    private sealed class OfNamed(SensitiveJson json, string field)
        : JsonConverter<ImmutableSortedDictionary<string, Sensitive>>
    {
        public override ImmutableSortedDictionary<string, Sensitive> Read(
            ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            var values = ImmutableSortedDictionary.CreateBuilder<string, Sensitive>(StringComparer.Ordinal);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                reader.Read();
                values[name] = json.Open($"{field}.{name}", reader.GetString());
            }

            return values.ToImmutable();
        }

        public override void Write(
            Utf8JsonWriter writer, ImmutableSortedDictionary<string, Sensitive> values, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            foreach (var (name, value) in values) writer.WriteString(name, json.Seal($"{field}.{name}", value));
            writer.WriteEndObject();
        }
    }

    /// <summary>An entry's data, of which only the label of earlier versions is no digest.</summary>
    private sealed class OfHistory : JsonConverter<ImmutableSortedDictionary<string, string>>
    {
        private const string Field = "history.posLabel";
        private const string Prefix = "sealed:";

        public override ImmutableSortedDictionary<string, string> Read(
            ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            var data = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                reader.Read();
                var text = reader.GetString()!;
                data[name] = Current is not null && name == HistoryEntry.PosLabelKey
                    && text.StartsWith(Prefix, StringComparison.Ordinal)
                        ? Current.Open(Field, text[Prefix.Length..]).Value
                        : text;
            }

            return data.ToImmutable();
        }

        public override void Write(
            Utf8JsonWriter writer, ImmutableSortedDictionary<string, string> data, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            foreach (var (name, text) in data)
            {
                writer.WriteString(name, Current is not null && name == HistoryEntry.PosLabelKey
                    && HistoryEntry.IsLabel(text)
                        ? Prefix + Current.Seal(Field, new Sensitive(text))
                        : text);
            }

            writer.WriteEndObject();
        }
    }
}
