using CryptoPay.Gateway.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CryptoPay.Gateway.OAuth;

/// <summary>Access tokens of a configured issuer, beside the API keys.</summary>
internal static class OAuthComposition
{
    /// <summary>What may be wrong between the issuer's clock and ours.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    /// <summary>RFC 9068's, in both of its spellings, and what most issuers still write.</summary>
    private static readonly string[] Types = ["at+jwt", "application/at+jwt", "JWT"];

    public static void AddOAuth(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<OAuthOptions>, OAuthOptionsValidator>();
        services.AddOptions<OAuthOptions>().BindConfiguration(OAuthOptions.Section)
            // The binder passes over a text where a list belongs, and every algorithm would do.
            .PostConfigure<IConfiguration>((oauth, configuration) =>
            {
                if (configuration[$"{OAuthOptions.Section}:{nameof(OAuthOptions.Algorithms)}"] is { Length: > 0 } one)
                    oauth.Algorithms = [one];
            })
            .ValidateOnStart();

        Issuer.AddHttp(services);
        services.AddSingleton(provider => new Issuer(
            provider.GetRequiredService<IHttpClientFactory>(),
            provider.GetRequiredService<IOptions<OAuthOptions>>().Value.Issuer));
        services.AddSingleton<IssuerKeys>();
        services.AddAuthentication().AddScheme<JwtBearerOptions, TokenHandler>(Credential.BearerScheme, null);
        services.AddOptions<JwtBearerOptions>(Credential.BearerScheme)
            .Configure<IOptions<OAuthOptions>, IssuerKeys, TimeProvider>(Configure);
        services.AddOptions<PolicySchemeOptions>(Credential.Scheme).Configure<IOptions<OAuthOptions>>(
            (callers, oauth) => callers.ForwardDefaultSelector = call =>
                oauth.Value.IsOn && Credential.IsToken(call.Request) ? Credential.BearerScheme : null);
    }

    internal static void Configure(
        JwtBearerOptions token, IOptions<OAuthOptions> oauth, IssuerKeys keys, TimeProvider time)
    {
        token.ConfigurationManager = keys;
        token.RefreshOnIssuerKeyNotFound = false;
        token.MapInboundClaims = false;
        token.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = oauth.Value.Issuer,
            ValidAudience = oauth.Value.Audience,
            IgnoreTrailingSlashWhenValidatingAudience = false,
            ValidAlgorithms = oauth.Value.Allowed,
            TypeValidator = TypeOf,
            LifetimeValidator = LifetimeBy(time),
        };
    }

    /// <summary>By our own clock; a token without an end is none.</summary>
    internal static LifetimeValidator LifetimeBy(TimeProvider time) => (from, to, _, _) =>
        time.GetUtcNow() is var now && to > now - ClockSkew && (from is null || from <= now + ClockSkew);

    // RFC 7515 4.1.11: what must be understood and is not makes a token bad. The library lets it pass.
    private static string TypeOf(string? type, SecurityToken token, TokenValidationParameters parameters) =>
        type is not null && Types.Contains(type, StringComparer.OrdinalIgnoreCase)
        && !((JsonWebToken)token).TryGetHeaderValue<object>("crit", out _)
            ? type
            : throw new SecurityTokenInvalidTypeException();
}
