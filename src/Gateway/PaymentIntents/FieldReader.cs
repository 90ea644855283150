using System.Text.Json;

namespace CryptoPay.Gateway.PaymentIntents;

/// <param name="Says">What is allowed, for the caller to read.</param>
internal sealed record FieldRule(string Says, Func<string, bool> Allows);

/// <summary>Reads fields one by one and collects what is wrong, each under its field's name.</summary>
internal sealed class FieldReader
{
    public Dictionary<string, string[]> Errors { get; } = [];

    public void Refuse(string field, string says) => Errors[field] = [says];

    /// <returns>"" where it was refused.</returns>
    public string Required(JsonElement? parent, string name, string field, FieldRule rule)
    {
        if (parent is not { } found)
        {
            return "";
        }

        var text = Text(found, name);
        return text.Length > 0 ? Checked(text, field, rule) : Refused(field, $"required: {rule.Says}");
    }

    /// <returns>
    /// "" where it is missing, null, "" or refused: Genesys' templates print "" for an input without a value.
    /// </returns>
    public string Optional(JsonElement parent, string name, FieldRule rule)
    {
        if (!parent.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return "";
        }

        return value.ValueKind != JsonValueKind.String ? Refused(name, rule.Says)
            : value.GetString() is { Length: > 0 } text ? Checked(text, name, rule)
            : "";
    }

    /// <returns>Null where it was refused.</returns>
    public JsonElement? Object(JsonElement parent, string name, string says)
    {
        if (parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object)
        {
            return value;
        }

        Refuse(name, says);
        return null;
    }

    private static string Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private string Checked(string text, string field, FieldRule rule) =>
        !text.Any(char.IsControl) && rule.Allows(text) ? text : Refused(field, rule.Says);

    private string Refused(string field, string says)
    {
        Refuse(field, says);
        return "";
    }
}
