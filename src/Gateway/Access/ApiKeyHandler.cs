using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace CryptoPay.Gateway.Access;

/// <summary>Authenticates a call by its <c>X-Api-Key</c> header.</summary>
internal sealed class ApiKeyHandler(
    ApiKeyRing ring, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";
    public const string Header = "X-Api-Key";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers[Header] is not [{ Length: > 0 } key])
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
        Response.Headers.WWWAuthenticate = Scheme.Name;
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        (Context.GetEndpoint()?.Metadata.GetMetadata<RequiredScope>()?.Problem ?? OperatorCookie.Problem)
            .ExecuteAsync(Context);
}
