using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using CryptoPay.Payments;
using CryptoPay.Payments.PaymentIntents;
using Microsoft.OpenApi;

namespace CryptoPay.Gateway.Bodies;

/// <summary>What a caller wants to find again beside its order. It never goes to a processor.</summary>
internal sealed partial record MetadataField() : Field(FieldName)
{
    public const string FieldName = "metadata";

    private const int ValueCharsMax = 500;

    public static readonly string Says =
        $"an object of at most {RowBounds.MetadataKeysMax} entries, each key 1 to 64 characters of letters, digits, "
        + "'_', '.' and '-'";

    private static readonly string ValueSays =
        $"a string of at most {ValueCharsMax} characters without control characters, a number, true or false";

    public override OpenApiSchema Schema => new()
    {
        Type = JsonSchemaType.Object,
        Description = $"{Says}. The same order again: replaces per key; new keys beyond that are not kept.",
        MaxProperties = RowBounds.MetadataKeysMax,
        AdditionalProperties = new OpenApiSchema
        {
            Type = JsonSchemaType.String | JsonSchemaType.Number | JsonSchemaType.Boolean,
            MaxLength = ValueCharsMax,
            Description = ValueSays,
        },
    };

    // How many there may be is said by the order: a repeat is never refused for that.

    public ImmutableSortedDictionary<string, Sensitive> Read(FieldReader fields)
    {
        var metadata = ImmutableSortedDictionary.CreateBuilder<string, Sensitive>(StringComparer.Ordinal);
        var value = fields.Value(this);
        if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null || fields.IsUnset(value, this))
        {
            return metadata.ToImmutable();
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            fields.Refuse(this, Says);
            return metadata.ToImmutable();
        }

        foreach (var entry in value.EnumerateObject())
        {
            if (!Key.IsMatch(entry.Name))
            {
                fields.Refuse(this, Says);
            }
            // Under the field's name alone: keys are the caller's, and as many as it likes. Genesys' templates print ""
            // for a variable without a value, which is no wish to take away what belongs to the order.
            else if (fields.IsUnset(entry.Value, this) || IsEmpty(entry.Value))
            {
                continue;
            }
            else if (Text(entry.Value) is { } text)
            {
                metadata.Add(entry.Name, new Sensitive(text));
            }
            else
            {
                fields.Refuse(new TextField(entry.Name, ValueSays) { In = Name }, ValueSays);
            }
        }

        return metadata.ToImmutable();
    }

    private static bool IsEmpty(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.ValueEquals("");

    private static string? Text(JsonElement value)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => null,
        };
        return text is { Length: <= ValueCharsMax } && !text.Any(char.IsControl) ? text : null;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_.-]{1,64}\z")]
    private static partial Regex Key { get; }
}
