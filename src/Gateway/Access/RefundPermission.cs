using System.Security.Claims;
using CryptoPay.Gateway.Errors;
using Microsoft.AspNetCore.Authorization;

namespace CryptoPay.Gateway.Access;

/// <summary>
/// Who may have money given back: only keys that say so, because a key that stands in a flow for taking payments should
/// not be able to send any.
/// </summary>
internal static class RefundPermission
{
    public const string Policy = "refunds";

    private const string Claim = "may-refund";

    public static IResult Problem => Problems.Of(
        StatusCodes.Status403Forbidden, "refund_not_allowed",
        "This API key may not have money given back. ApiKeys:<name>:MayRefund allows it.");

    public static Claim[] ClaimsOf(KeyHolder holder) => holder.MayRefund ? [new Claim(Claim, "true")] : [];

    public static bool IsHeldBy(ClaimsPrincipal user) => user.HasClaim(claim => claim.Type == Claim);

    public static AuthorizationBuilder AddRefundPermission(this AuthorizationBuilder authorization) => authorization
        .AddPolicy(Policy, policy => policy.AddAuthenticationSchemes(ApiKeyHandler.SchemeName)
            .RequireAuthenticatedUser().RequireClaim(Claim));
}
