using System.Text.Json;

namespace CryptoPay.Gateway.PaymentIntents;

/// <param name="Says">What is allowed, for the caller to read.</param>
internal sealed record FieldRule(string Says, Func<string, bool> Allows);

/// <summary>
/// Reads fields one by one and collects what is wrong, each under its field's name. A template's variable that had no
/// value counts as nothing, and is remembered.
/// </summary>
internal sealed class FieldReader
{
    public Dictionary<string, string[]> Errors { get; } = [];

    /// <summary>Fields that hold the name of a variable in place of its value.</summary>
    public List<string> Unset { get; } = [];

    public void Refuse(string field, string says) => Errors[field] = [says];

    /// <returns>"" where it was refused.</returns>
    public string Required(JsonElement? parent, string name, string field, FieldRule rule) =>
        parent is { } found && Given(found, name, field, rule.Says) is { } text ? Checked(text, field, rule) : "";

    /// <returns>What a required field holds, as text; null where it was refused.</returns>
    public string? Given(JsonElement parent, string name, string field, string says, bool mayBeNumber = false)
    {
        parent.TryGetProperty(name, out var value);
        switch (value.ValueKind)
        {
            case JsonValueKind.String when IsUnset(value, field):
                Refuse(field, $"required, and the template's variable had no value: {says}");
                return null;
            case JsonValueKind.String when value.GetString() is { Length: > 0 } text:
                return text;
            case JsonValueKind.Number when mayBeNumber:
                return value.GetRawText();
            case JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.String:
                Refuse(field, $"required: {says}");
                return null;
            default:
                Refuse(field, $"must be a string{(mayBeNumber ? " or a number" : "")}: {says}");
                return null;
        }
    }

    /// <returns>
    /// "" where it is missing, null, "", unset or refused: Genesys' templates print "" for an input without a value, or
    /// the input's name.
    /// </returns>
    public string Optional(JsonElement parent, string name, FieldRule rule)
    {
        parent.TryGetProperty(name, out var value);
        return value.ValueKind switch
        {
            JsonValueKind.Undefined or JsonValueKind.Null => "",
            JsonValueKind.String when IsUnset(value, name) => "",
            JsonValueKind.String => value.GetString() is { Length: > 0 } text ? Checked(text, name, rule) : "",
            _ => Refused(name, $"must be a string: {rule.Says}"),
        };
    }

    /// <returns>Null where it was refused.</returns>
    public JsonElement? Object(JsonElement parent, string name, string says)
    {
        if (parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object)
        {
            return value;
        }

        IsUnset(value, name);
        Refuse(name, says);
        return null;
    }

    /// <summary>Whether a variable's name stands in place of its value. It is remembered under the field.</summary>
    public bool IsUnset(JsonElement value, string field)
    {
        var isUnset = value.ValueKind is JsonValueKind.String && UnsetVariable.Is(value.GetString()!);
        if (isUnset) Unset.Add(field);
        return isUnset;
    }

    private string Checked(string text, string field, FieldRule rule) =>
        !text.Any(char.IsControl) && rule.Allows(text) ? text : Refused(field, rule.Says);

    private string Refused(string field, string says)
    {
        Refuse(field, says);
        return "";
    }
}
