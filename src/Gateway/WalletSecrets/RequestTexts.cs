using System.Text.Json;

namespace CryptoPay.Gateway.WalletSecrets;

/// <summary>A text of a request.</summary>
/// <param name="Field">The top-level field that it is in, as it may be named back.</param>
internal readonly record struct RequestText(string Field, string Value);

/// <summary>
/// All texts of a request in their order, values apart from names: a phrase may go on from one field to the next, and
/// would be interrupted by what stands between.
/// </summary>
internal sealed class RequestTexts
{
    public List<RequestText> Values { get; } = [];

    public List<RequestText> Names { get; } = [];

    /// <summary>The fields that hold a key file of an Ethereum wallet as JSON.</summary>
    public List<string> KeyFiles { get; } = [];

    public void Add(JsonProperty property, string field)
    {
        Names.Add(new(field, property.Name));
        Add(property.Value, field);
    }

    public void Add(JsonElement value, string field)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                Values.Add(new(field, value.GetString()!));
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray()) Add(item, field);
                break;
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject()) Add(property, field);
                AddKeyFile(value, field);
                break;
        }
    }

    /// <summary>Web3 Secret Storage: what its "crypto" holds beside other things.</summary>
    public void AddKeyFile(JsonElement value, string field)
    {
        var names = value.EnumerateObject().Select(property => property.Name)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (names.Contains("ciphertext") && names.Contains("kdf")) KeyFiles.Add(field);
    }
}
