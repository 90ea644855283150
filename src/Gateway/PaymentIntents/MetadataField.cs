using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using CryptoPay.Payments;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Gateway.PaymentIntents;

/// <summary>What a caller wants to find again beside its order. It never goes to a processor.</summary>
internal static partial class MetadataField
{
    public const int ValueCharsMax = 500;

    public static readonly string Says =
        $"an object of at most {RowBounds.MetadataKeysMax} entries, each key 1 to 64 characters of letters, digits, "
        + "'_', '.' and '-'";

    public static readonly string ValueSays =
        $"a string of at most {ValueCharsMax} characters without control characters, a number, true or false";

    public const string Name = "metadata";

    // How many there may be is said by the order: a repeat is never refused for that.

    public static ImmutableSortedDictionary<string, Sensitive> Read(FieldReader fields, JsonElement root)
    {
        var metadata = ImmutableSortedDictionary.CreateBuilder<string, Sensitive>(StringComparer.Ordinal);
        if (!root.TryGetProperty(Name, out var value) || value.ValueKind == JsonValueKind.Null
            || fields.IsUnset(value, Name))
        {
            return metadata.ToImmutable();
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            fields.Refuse(Name, Says);
            return metadata.ToImmutable();
        }

        foreach (var entry in value.EnumerateObject())
        {
            if (!Key.IsMatch(entry.Name))
            {
                fields.Refuse(Name, Says);
            }
            // Under the field's name alone: keys are the caller's, and as many as it likes.
            else if (fields.IsUnset(entry.Value, Name))
            {
                continue;
            }
            else if (Text(entry.Value) is { } text)
            {
                metadata.Add(entry.Name, new Sensitive(text));
            }
            else
            {
                fields.Refuse($"{Name}.{entry.Name}", ValueSays);
            }
        }

        return metadata.ToImmutable();
    }

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
