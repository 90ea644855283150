using System.Security.Claims;
using CryptoPay.Gateway.Access;
using CryptoPay.Processors;

namespace CryptoPay.Gateway.OAuth;

/// <summary>What a token that is genuine says of its holder.</summary>
internal static class TokenHolder
{
    /// <summary>Stands before a client's name in histories; no API key's name has a colon.</summary>
    public const string Prefix = "client:";

    private const int NameMax = 64;

    /// <summary>Of these the first that is there names the client: RFC 9068's, OpenID's, and who it is about.</summary>
    private static readonly string[] NameClaims = ["client_id", "azp", "sub"];

    /// <returns>Null where it names no client or not the one merchant. Other scopes than ours count for nothing.</returns>
    public static KeyHolder? Of(IReadOnlyCollection<Claim> claims, OAuthOptions oauth)
    {
        var name = NameClaims.Select(type => One(claims, type)).FirstOrDefault(value => value is not null);
        if (name is null || !IsName(name)) return null;

        var scopes = claims.Where(claim => claim.Type == oauth.ScopeClaim)
            .SelectMany(claim => claim.Value.Split(' ')).Select(ScopeNames.Named)
            .Aggregate(Scopes.None, (all, scope) => all | scope);
        return One(claims, oauth.MerchantClaim) switch
        {
            ConfiguredMerchants.All when oauth.MayReachAll =>
                new KeyHolder(Prefix + name, Merchant: "", scopes, ReachesAll: true),
            { } merchant when IdForms.IsMerchant(merchant) => new KeyHolder(Prefix + name, merchant, scopes),
            _ => null,
        };
    }

    /// <summary>Null where there is none, "" where there are several, or what is no text: none of these names anybody.</summary>
    internal static string? One(IReadOnlyCollection<Claim> claims, string type) =>
        claims.Where(claim => claim.Type == type).ToList() switch
        {
            [] => null,
            [{ ValueType: ClaimValueTypes.String, Value: var value }] => value,
            _ => "",
        };

    internal static bool IsName(string text) =>
        text.Length is >= 1 and <= NameMax && text.All(letter => letter is > ' ' and <= '~');
}
