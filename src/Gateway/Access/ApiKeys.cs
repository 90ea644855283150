namespace CryptoPay.Gateway.Access;

/// <summary>
/// Section <c>ApiKeys</c>: the keys that may call, by name. Removing one revokes it, without a restart.
/// </summary>
public sealed class ApiKeys : Dictionary<string, ApiKeySettings>;

public sealed class ApiKeySettings
{
    /// <summary>Hex of SHA-256 over the key. The key itself is nowhere in the configuration.</summary>
    public string Sha256 { get; set; } = "";

    /// <summary>
    /// Whose payments the key reaches: 1 to 32 characters of letters, digits, '.', '_' and '-'. Default "default".
    /// </summary>
    public string Merchant { get; set; } = "default";

    /// <summary>The key may have money given back. Default false.</summary>
    public bool MayRefund { get; set; }
}

/// <param name="Name">As configured; for metrics and logs.</param>
internal sealed record KeyHolder(string Name, string Merchant, bool MayRefund = false);
