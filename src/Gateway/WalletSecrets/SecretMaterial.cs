using System.Collections.Immutable;
using System.Text.Json;

namespace CryptoPay.Gateway.WalletSecrets;

/// <summary>
/// Finds what must never reach us: what opens a wallet. Keys also inside a longer text, grouped or glued to it, and
/// seed phrases also over several fields. A raw hex key cannot be told from any other 32 bytes and passes.
/// </summary>
internal static class SecretMaterial
{
    /// <summary>The top-level fields that hold such a thing anywhere below them; none where nothing does.</summary>
    /// <param name="isKnown">Only such fields are named back: another name might be the secret itself.</param>
    /// <exception cref="InvalidOperationException">A string is no Unicode. Each is looked at.</exception>
    public static ImmutableArray<string> FieldsWithSecret(JsonElement root, Func<string, bool> isKnown)
    {
        var texts = new RequestTexts();
        if (root.ValueKind == JsonValueKind.Object)
        {
            foreach (var field in root.EnumerateObject()) texts.Add(field, isKnown(field.Name) ? field.Name : "body");
            texts.AddKeyFile(root, "body");
        }
        else
        {
            texts.Add(root, "body");
        }

        return
        [
            .. texts.Values.Concat(texts.Names).Where(text => Keys.AreIn(text.Value)).Select(text => text.Field)
                .Concat(texts.KeyFiles)
                .Concat(SeedPhrases.FieldsIn(texts.Values))
                .Concat(SeedPhrases.FieldsIn(texts.Names))
                .Distinct(),
        ];
    }
}
