using System.Security.Claims;

namespace CryptoPay.Gateway.Access;

/// <summary>A key's holder as claims, and back.</summary>
internal static class Identity
{
    public const string ScopeClaim = "scope";

    private const string MerchantClaim = "merchant";
    private const string ReachesAllClaim = "reaches-all";

    public static ClaimsPrincipal Of(KeyHolder holder, string scheme, params ReadOnlySpan<Claim> more) => new(
        new ClaimsIdentity(
        [
            new(ClaimTypes.Name, holder.Name),
            new(MerchantClaim, holder.Merchant),
            .. holder.Scopes.Each().Select(scope => new Claim(ScopeClaim, scope.Name())),
            .. holder.ReachesAll ? [new Claim(ReachesAllClaim, "true")] : Array.Empty<Claim>(),
            .. more,
        ], scheme));

    /// <summary>The key's name in the settings.</summary>
    public static string Name(this ClaimsPrincipal user) => user.FindFirstValue(ClaimTypes.Name) ?? throw Anonymous;

    /// <summary>Whom a call means that names none; "" where it must name one.</summary>
    public static string OwnMerchant(this ClaimsPrincipal user) =>
        user.FindFirstValue(MerchantClaim) ?? throw Anonymous;

    public static bool ReachesAll(this ClaimsPrincipal user) => user.HasClaim(claim => claim.Type == ReachesAllClaim);

    public static bool May(this ClaimsPrincipal user, Scopes scope) => user.HasClaim(ScopeClaim, scope.Name());

    private static InvalidOperationException Anonymous =>
        new("An endpoint that needs to know who calls is open to the anonymous.");
}
