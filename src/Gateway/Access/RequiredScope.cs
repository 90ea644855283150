using CryptoPay.Gateway.Answers;

namespace CryptoPay.Gateway.Access;

/// <summary>
/// What an endpoint asks of a caller. A key that stands in a flow for taking payments can so be kept from sending any.
/// </summary>
/// <param name="Scope">The one to ask for; another may do as well.</param>
/// <param name="OfAll">The caller must reach all merchants besides.</param>
internal sealed record RequiredScope(Scopes Scope, bool OfAll = false)
{
    public IResult Problem => this switch
    {
        { Scope: Scopes.PaymentsRefund } => Problems.Of(
            StatusCodes.Status403Forbidden, ProblemCodes.RefundNotAllowed,
            $"This caller may not have money given back. {Hint}"),
        { OfAll: true } => Problems.Of(
            StatusCodes.Status403Forbidden, ProblemCodes.ScopeMissing,
            $"An account may serve several merchants: this needs the merchant \"*\" too. {Hint}"),
        _ => Problems.Of(
            StatusCodes.Status403Forbidden, ProblemCodes.ScopeMissing,
            $"This caller has no scope {Scope.Name()}. {Hint}"),
    };

    private string Hint => $"An API key or a token with {Scope.Name()} among its scopes allows it.";

    /// <summary>The answer to a caller who is known and may not.</summary>
    public static Task Forbid(HttpContext context) =>
        (context.GetEndpoint()?.Metadata.GetMetadata<RequiredScope>()?.Problem ?? OperatorCookie.Problem)
            .ExecuteAsync(context);
}

internal static class RequiredScopes
{
    /// <summary>Closes an endpoint to callers that have none of these scopes.</summary>
    public static RouteHandlerBuilder RequireScope(
        this RouteHandlerBuilder endpoint, Scopes scope, params Scopes[] others) => endpoint
        .RequireAuthorization(policy => policy.AddAuthenticationSchemes(Credential.Scheme)
            .RequireAuthenticatedUser()
            .RequireClaim(Identity.ScopeClaim, [scope.Name(), .. others.Select(other => other.Name())]))
        .WithMetadata(new RequiredScope(scope))
        .ProducesProblem(StatusCodes.Status403Forbidden);

    /// <summary>As <see cref="RequireScope"/>, and to callers that do not reach all merchants.</summary>
    public static RouteHandlerBuilder RequireOperator(this RouteHandlerBuilder endpoint, Scopes scope) => endpoint
        .RequireScope(scope)
        .RequireAuthorization(policy => policy.AddAuthenticationSchemes(Credential.Scheme)
            .RequireAssertion(context => context.User.ReachesAll()))
        .WithMetadata(new RequiredScope(scope, OfAll: true));
}
