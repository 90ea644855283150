using System.Text.Encodings.Web;
using CryptoPay.Gateway.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace CryptoPay.Gateway.OAuth;

/// <summary>
/// Authenticates a call by an access token. The framework's handler checks the token; this says what is not its to
/// say: that it cannot tell while the issuer is away, that a key may be new, and who the holder is.
/// </summary>
// Without a logger: at Information the framework writes the issuer and the key ID of a refused token, in whatever words
// its sender chose.
internal sealed class TokenHandler(
    IssuerKeys keys, IOptions<OAuthOptions> oauth, IOptionsMonitor<JwtBearerOptions> options, UrlEncoder encoder)
    : JwtBearerHandler(options, NullLoggerFactory.Instance, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        try
        {
            var result = await base.HandleAuthenticateAsync();
            if (result.Failure is SecurityTokenSignatureKeyNotFoundException && await keys.ReadAgain())
                result = await base.HandleAuthenticateAsync();
            return result.Succeeded ? HeldBy(result) : result;
        }
        catch (IssuerAwayException away)
        {
            return AuthenticateResult.Fail(away);
        }
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        switch ((await HandleAuthenticateOnceSafeAsync()).Failure)
        {
            case IssuerAwayException:
                Response.Headers.RetryAfter = $"{IssuerKeys.Pause.TotalSeconds}";
                Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                break;
            case var failure:
                Credential.Challenge(
                    Response, $"{Credential.BearerScheme} error=\"invalid_token\", error_description=\"{TextOf(failure)}\"");
                break;
        }
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        RequiredScope.Forbid(Context);

    private AuthenticateResult HeldBy(AuthenticateResult token) =>
        TokenHolder.Of([.. token.Principal!.Claims], oauth.Value) is { } holder
            ? AuthenticateResult.Success(new AuthenticationTicket(Identity.Of(holder, Scheme.Name), Scheme.Name))
            : AuthenticateResult.Fail(new NoHolderException());

    // The framework's own text repeats what the token claims.
    private static string TextOf(Exception? failure) => failure switch
    {
        NoHolderException => "It names no client, or not the one merchant that it is for",
        SecurityTokenInvalidAudienceException => "It is for another audience",
        SecurityTokenInvalidIssuerException => "It is of another issuer",
        SecurityTokenInvalidLifetimeException => "It is expired, not yet valid, or has no expiry",
        SecurityTokenInvalidTypeException => "It is no access token",
        SecurityTokenInvalidSignatureException => "Its signature is not of the issuer's keys",
        _ => "It cannot be read",
    };

    private sealed class NoHolderException : Exception;
}
