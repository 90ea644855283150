using System.Text.Json;

namespace CryptoPay.Gateway.Bodies;

/// <summary>
/// Reads fields one by one and collects what is wrong, each under its field's name. A template's variable that had no
/// value counts as nothing, and is remembered.
/// </summary>
internal sealed class FieldReader(JsonElement body)
{
    public Dictionary<string, string[]> Errors { get; } = [];

    /// <summary>Fields that hold the name of a variable in place of its value.</summary>
    public List<string> Unset { get; } = [];

    public void Refuse(Field field, string says) => Errors[field.Path] = [says];

    /// <returns>
    /// "" where it was refused, and for an optional one that is missing, null, "" or unset: Genesys' templates print ""
    /// for an input without a value, or the input's name.
    /// </returns>
    public string Text(TextField field) => Text(body, field);

    /// <inheritdoc cref="Text(TextField)"/>
    /// <param name="parent">Null where it was refused itself.</param>
    public string Text(JsonElement? parent, TextField field)
    {
        if (parent is not { } found || Given(found, field, field.Says) is not { } text) return "";
        if (field.Allows(text)) return text;
        Refuse(field, field.Says);
        return "";
    }

    /// <returns>What a field of the body holds, as text; null for nothing, or where it was refused.</returns>
    public string? TextOrNumber(Field field, string says) => Given(body, field, says, mayBeNumber: true);

    /// <returns>Null where it was refused.</returns>
    public JsonElement? Object(ObjectField field)
    {
        var value = Value(field);
        if (value.ValueKind == JsonValueKind.Object) return value;
        IsUnset(value, field);
        Refuse(field, field.Says);
        return null;
    }

    /// <summary>Of the body; undefined where it is missing.</summary>
    public JsonElement Value(Field field) => body.TryGetProperty(field.Name, out var value) ? value : default;

    /// <summary>Whether a variable's name stands in place of its value. It is remembered under the field.</summary>
    public bool IsUnset(JsonElement value, Field field)
    {
        var isUnset = value.ValueKind is JsonValueKind.String && UnsetVariable.Is(value.GetString()!);
        if (isUnset) Unset.Add(field.Path);
        return isUnset;
    }

    private string? Given(JsonElement parent, Field field, string says, bool mayBeNumber = false)
    {
        parent.TryGetProperty(field.Name, out var value);
        return value.ValueKind switch
        {
            JsonValueKind.String when IsUnset(value, field) =>
                Missing("required, and the template's variable had no value"),
            JsonValueKind.String when value.GetString() is { Length: > 0 } text => text,
            JsonValueKind.Number when mayBeNumber => value.GetRawText(),
            JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.String => Missing("required"),
            _ => Refused($"must be a string{(mayBeNumber ? " or a number" : "")}"),
        };

        string? Missing(string why) => field.IsRequired ? Refused(why) : null;

        string? Refused(string why)
        {
            Refuse(field, $"{why}: {says}");
            return null;
        }
    }
}
