using System.Text.Json;
using CryptoPay.Gateway.PaymentIntents;

namespace CryptoPay.Gateway.Reviews;

/// <summary>The fields that every resolution has.</summary>
internal static class ResolutionFields
{
    public const int ReasonCharsMax = 500;

    public static readonly FieldRule Reason = new(
        $"why, in 1 to {ReasonCharsMax} characters on one line",
        text => text.Length <= ReasonCharsMax && !string.IsNullOrWhiteSpace(text));

    public static FieldRule OneOf(params string[] words) => new(
        $"one of {string.Join(", ", words)}", text => words.Contains(text));

    public static string ReadReason(FieldReader fields, JsonElement root) =>
        fields.Required(root, "reason", "reason", Reason);

    /// <summary>
    /// A field that another resolution has: whoever sends it means that one, and would be told that all is well.
    /// </summary>
    public static void RefuseWithout(FieldReader fields, JsonElement root, string name, string resolution)
    {
        var isSaid = root.TryGetProperty(name, out var value) && value.ValueKind switch
        {
            JsonValueKind.Null => false,
            JsonValueKind.String => value.GetString() != "" && !fields.IsUnset(value, name),
            _ => true,
        };
        if (isSaid) fields.Refuse(name, $"only with the resolution {resolution}");
    }
}
