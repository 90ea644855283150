using System.Text.Encodings.Web;
using CryptoPay.Gateway.Answers;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace CryptoPay.Gateway.Access;

/// <summary>Authenticates a call by its API key.</summary>
internal sealed class ApiKeyHandler(
    ApiKeyRing ring, WrongTries tries, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger,
    UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";

    private TimeSpan? tooManyFor;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Credential.In(Request) is not { } key) return AuthenticateResult.NoResult();

        if (await ring.Find(ApiKeyRing.Hash(key), Context) is { } holder)
        {
            return AuthenticateResult.Success(new AuthenticationTicket(
                Identity.Of(holder, Scheme.Name), Scheme.Name));
        }

        tooManyFor = tries.Keys.Count(Context);
        return AuthenticateResult.Fail("unknown key");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (tooManyFor is { } wait) return new TooMany(wait).ExecuteAsync(Context);
        Credential.Challenge(Response);
        return Task.CompletedTask;
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        RequiredScope.Forbid(Context);
}
