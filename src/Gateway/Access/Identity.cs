using System.Security.Claims;

namespace CryptoPay.Gateway.Access;

/// <summary>A key's holder as claims, and back.</summary>
internal static class Identity
{
    private const string MerchantClaim = "merchant";

    public static ClaimsPrincipal Of(KeyHolder holder, string scheme, params ReadOnlySpan<Claim> more) => new(
        new ClaimsIdentity([new(ClaimTypes.Name, holder.Name), new(MerchantClaim, holder.Merchant), .. more], scheme));

    public static string Merchant(this ClaimsPrincipal user) => user.FindFirstValue(MerchantClaim)
        ?? throw new InvalidOperationException("An endpoint that needs a merchant is open to the anonymous.");
}
