using System.Security.Claims;
using CryptoPay.Gateway.OAuth;
using CryptoPay.Grains.Interfaces.Access;

namespace CryptoPay.Gateway.Oidc;

/// <summary>What an ID token that is genuine says of a person.</summary>
internal static class OidcPerson
{
    /// <summary>Stands before the name; no local operator's name has a slash.</summary>
    public const string Prefix = "oidc/";

    public static bool IsFullName(string text) =>
        text.StartsWith(Prefix, StringComparison.Ordinal) && TokenHolder.IsName(text[Prefix.Length..]);

    /// <returns>
    /// Null where it gives no name, no role of ours, or roles for several merchants: together these would be more than
    /// each.
    /// </returns>
    public static Operator? Of(IReadOnlyCollection<Claim> claims, OidcOptions oidc)
    {
        if (TokenHolder.One(claims, oidc.NameClaim) is not { } name || !TokenHolder.IsName(name)) return null;
        var roles = claims.Where(claim => claim.Type == oidc.RoleClaim)
            .Select(claim => oidc.Roles.GetValueOrDefault(claim.Value)).OfType<OidcRole>().ToList();
        return roles.Select(role => role.Merchant).Distinct().ToList() is [var merchant]
            ? new Operator(Prefix + name, [.. roles.SelectMany(role => role.Scopes).Distinct()], merchant)
            : null;
    }
}
