using CryptoPay.Processors;

namespace CryptoPay.Gateway.Access;

/// <summary>
/// Section <c>ApiKeys</c>: the keys that may call, by name. Removing one revokes it, without a restart.
/// </summary>
public sealed class ApiKeys : Dictionary<string, ApiKeySettings>;

public sealed class ApiKeySettings
{
    /// <summary>Hex of SHA-256 over the key. The key itself is nowhere in the configuration.</summary>
    public string Sha256 { get; set; } = "";

    /// <summary>The same of the key before, which opens too while callers change over. Default none.</summary>
    public string PreviousSha256 { get; set; } = "";

    /// <summary>
    /// Whose payments the key reaches: 1 to 32 characters of letters, digits, '.', '_' and '-'; or "*" for everybody's,
    /// and then each call names the merchant. Default "default".
    /// </summary>
    public string Merchant { get; set; } = "default";

    /// <summary>
    /// What it may do there: payments:create, payments:read, payments:cancel, payments:refund, ops:read, ops:write,
    /// ops:approve. Default: the first three.
    /// </summary>
    public string[]? Scopes { get; set; }

    /// <summary>
    /// Addresses, and networks such as <c>10.0.0.0/8</c>, from which the key may be used. Default: anywhere.
    /// </summary>
    public string[]? Addresses { get; set; }

    /// <summary>The common name that the caller's client certificate must have. Default: none is needed.</summary>
    public string? CertificateSubject { get; set; }

    /// <summary>The same as the scope payments:refund. Default false.</summary>
    public bool MayRefund { get; set; }
}

/// <param name="Name">As configured; for metrics, logs and histories.</param>
/// <param name="Merchant">Whom a call means that names none; "" where it must name one.</param>
/// <param name="ReachesAll">A call may name any merchant.</param>
internal sealed record KeyHolder(
    string Name, string Merchant, Scopes Scopes = ScopeNames.Default, bool ReachesAll = false)
{
    /// <param name="merchant">"*" for all.</param>
    public static KeyHolder Of(string name, string merchant, Scopes scopes) => merchant == ConfiguredMerchants.All
        ? new KeyHolder(name, Merchant: "", scopes, ReachesAll: true)
        : new KeyHolder(name, merchant, scopes);
}
