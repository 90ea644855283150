using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.OAuth;
using CryptoPay.Payments.Classification;
using CryptoPay.Processors;
using Microsoft.Extensions.Options;

namespace CryptoPay.Gateway.Oidc;

/// <summary>
/// Section <c>Oidc</c>: the identity provider at which people sign in, beside the operators with a password. Without it
/// there is none. Read at the start.
/// </summary>
public sealed class OidcOptions
{
    /// <summary>
    /// As it stands in its discovery document: an absolute https URL, in Development also http on a loopback host.
    /// </summary>
    public string Issuer { get; set; } = "";

    /// <summary>This gateway as a client there; not the API's audience.</summary>
    public string ClientId { get; set; } = "";

    [Secret] public string ClientSecret { get; set; } = "";

    /// <summary>What is asked for there, with blanks between, <c>openid</c> among it.</summary>
    public string Scope { get; set; } = "openid";

    /// <summary>The claim that names a person in histories: one that people cannot choose themselves.</summary>
    public string NameClaim { get; set; } = "sub";

    /// <summary>The claim with a person's roles: one text, or a list.</summary>
    public string RoleClaim { get; set; } = "roles";

    /// <summary>What each role there may do here. Who has none of them may nothing.</summary>
    public Dictionary<string, OidcRole> Roles { get; } = new(StringComparer.Ordinal);

    internal const string Section = "Oidc";

    internal bool IsOn => Issuer != "";

    internal static bool IsIn(IConfiguration configuration) =>
        configuration.GetSection(Section).GetChildren().Any();
}

/// <summary>Section <c>Oidc:Roles:&lt;role&gt;</c>.</summary>
public sealed class OidcRole
{
    /// <summary>By name, as <c>ops:read</c>; at least one.</summary>
    public string[] Scopes { get; set; } = [];

    /// <summary>Whose payments; "*" for everybody's.</summary>
    public string Merchant { get; set; } = "";
}

/// <summary>A section that says nothing is not there; one that says anything has to be whole.</summary>
internal sealed class OidcOptionsValidator(
    IConfiguration configuration, IHostEnvironment host, IOptions<OAuthOptions> oauth) : IValidateOptions<OidcOptions>
{
    public ValidateOptionsResult Validate(string? name, OidcOptions options)
    {
        if (!OidcOptions.IsIn(configuration)) return ValidateOptionsResult.Success;
        (bool IsGood, string Rule)[] rules =
        [
            (Issuer.IsGood(options.Issuer, host), $"Issuer must be {Issuer.Rule}."),
            (Is(options.ClientId), "ClientId must be this gateway's client ID at the identity provider."),
            (options.ClientId != oauth.Value.Audience || !Is(options.ClientId),
                "ClientId must not be OAuth:Audience too: what a person signs in with would open the API."),
            (Is(options.ClientSecret), "ClientSecret must be that client's secret."),
            (options.Scope.Split(' ').Contains("openid"), "Scope must have openid in it, with blanks between."),
            (Is(options.NameClaim), "NameClaim must be the name of a claim."),
            (Is(options.RoleClaim), "RoleClaim must be the name of a claim."),
            (options.Roles.Count > 0, "Roles must say of at least one role what it may do: nobody could sign in."),
            .. options.Roles.SelectMany(role => Rules(role.Key, role.Value)),
        ];
        string[] wrong = [.. from rule in rules where !rule.IsGood select $"{OidcOptions.Section}:{rule.Rule}"];
        return wrong.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static (bool IsGood, string Rule)[] Rules(string name, OidcRole role) =>
    [
        (role.Scopes.Length > 0 && role.Scopes.All(scope => ScopeNames.Named(scope) != Scopes.None),
            $"Roles:{name}:Scopes must be a list of {string.Join(", ", ScopeNames.Every.Select(ScopeNames.Name))}."),
        (role.Merchant == ConfiguredMerchants.All || IdForms.IsMerchant(role.Merchant),
            $"Roles:{name}:Merchant must be {IdForms.MerchantRule}; or \"*\" for all."),
    ];

    private static bool Is(string? text) => !string.IsNullOrWhiteSpace(text);
}
