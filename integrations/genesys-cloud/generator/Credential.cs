namespace CryptoPay.GenesysKit;

/// <summary>How an action says who calls: a set of exports for each way.</summary>
/// <param name="Folder">Of the set.</param>
/// <param name="Value">A template.</param>
internal sealed record Credential(string Folder, string Header, string Value)
{
    public static readonly Credential ApiKey = new("api-key", "X-Api-Key", "${credentials.apiKey}");

    public static readonly Credential OAuth = new("oauth", "Authorization", "Bearer ${authResponse.access_token}");

    public static readonly Credential[] All = [ApiKey, OAuth];
}
