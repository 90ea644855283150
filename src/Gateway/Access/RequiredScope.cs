using CryptoPay.Gateway.Answers;

namespace CryptoPay.Gateway.Access;

/// <summary>
/// What an endpoint asks of a key. A key that stands in a flow for taking payments can so be kept from sending any.
/// </summary>
/// <param name="Scope">The one to ask for; another may do as well.</param>
/// <param name="OfAll">The key must reach all merchants besides.</param>
internal sealed record RequiredScope(Scopes Scope, bool OfAll = false)
{
    public IResult Problem => this switch
    {
        { Scope: Scopes.PaymentsRefund } => Problems.Of(
            StatusCodes.Status403Forbidden, ProblemCodes.RefundNotAllowed,
            $"This API key may not have money given back. {Hint}"),
        { OfAll: true } => Problems.Of(
            StatusCodes.Status403Forbidden, ProblemCodes.ScopeMissing,
            $"An account may serve several merchants: this needs an API key with {Scope.Name()} in "
            + "ApiKeys:<name>:Scopes, and with ApiKeys:<name>:Merchant \"*\"."),
        _ => Problems.Of(
            StatusCodes.Status403Forbidden, ProblemCodes.ScopeMissing,
            $"This API key has no scope {Scope.Name()}. {Hint}"),
    };

    private string Hint => $"ApiKeys:<name>:Scopes with {Scope.Name()} in it allows it.";
}

internal static class RequiredScopes
{
    /// <summary>Closes an endpoint to keys that have none of these scopes.</summary>
    public static RouteHandlerBuilder RequireScope(
        this RouteHandlerBuilder endpoint, Scopes scope, params Scopes[] others) => endpoint
        .RequireAuthorization(policy => policy.AddAuthenticationSchemes(ApiKeyHandler.SchemeName)
            .RequireAuthenticatedUser()
            .RequireClaim(Identity.ScopeClaim, [scope.Name(), .. others.Select(other => other.Name())]))
        .WithMetadata(new RequiredScope(scope))
        .ProducesProblem(StatusCodes.Status403Forbidden);

    /// <summary>As <see cref="RequireScope"/>, and to keys that do not reach all merchants.</summary>
    public static RouteHandlerBuilder RequireOperator(this RouteHandlerBuilder endpoint, Scopes scope) => endpoint
        .RequireScope(scope)
        .RequireAuthorization(policy => policy.AddAuthenticationSchemes(ApiKeyHandler.SchemeName)
            .RequireAssertion(context => context.User.ReachesAll()))
        .WithMetadata(new RequiredScope(scope, OfAll: true));
}
