using System.Text.Json;

namespace CryptoPay.Gateway.Bodies;

/// <summary>The fields that every resolution has.</summary>
internal static class ResolutionFields
{
    private const int ReasonCharsMax = 500;

    public static readonly TextField Reason = new(
        "reason", $"why, in 1 to {ReasonCharsMax} characters on one line", text => !string.IsNullOrWhiteSpace(text))
    {
        IsRequired = true,
        CharsMax = ReasonCharsMax,
    };

    public static TextField OneOf(params string[] words) =>
        new("resolution", $"one of {string.Join(", ", words)}", words.Contains) { IsRequired = true };

    /// <summary>
    /// A field that another resolution has: whoever sends it means that one, and would be told that all is well.
    /// </summary>
    public static void RefuseWithout(this FieldReader fields, Field field, string resolution)
    {
        var value = fields.Value(field);
        var isSaid = value.ValueKind switch
        {
            JsonValueKind.Undefined or JsonValueKind.Null => false,
            JsonValueKind.String => value.GetString() != "" && !fields.IsUnset(value, field),
            _ => true,
        };
        if (isSaid) fields.Refuse(field, $"only with the resolution {resolution}");
    }
}
