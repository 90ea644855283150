using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace CryptoPay.Gateway.Access;

/// <summary>Authenticates a call by its API key.</summary>
internal sealed class ApiKeyHandler(
    ApiKeyRing ring, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Credential.In(Request) is not { } key)
        {
            return AuthenticateResult.NoResult();
        }

        return await ring.Find(ApiKeyRing.Hash(key), Context) is { } holder
            ? AuthenticateResult.Success(new AuthenticationTicket(
                Identity.Of(holder, Scheme.Name), Scheme.Name))
            : AuthenticateResult.Fail("unknown key");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Credential.Challenge(Response);
        return Task.CompletedTask;
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        RequiredScope.Forbid(Context);
}
