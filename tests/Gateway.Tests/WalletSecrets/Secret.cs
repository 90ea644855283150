using System.Text.Json;
using CryptoPay.Gateway.WalletSecrets;

namespace CryptoPay.Gateway.Tests.WalletSecrets;

internal static class Secret
{
    /// <summary>Whether a request that has nothing but this text is refused.</summary>
    public static bool IsIn(string text) =>
        !SecretMaterial.FieldsWithSecret(JsonSerializer.SerializeToElement(text), _ => true).IsEmpty;
}
