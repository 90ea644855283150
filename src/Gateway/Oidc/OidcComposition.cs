using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.OAuth;
using CryptoPay.Gateway.Settings;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace CryptoPay.Gateway.Oidc;

/// <summary>People of a configured identity provider, beside the operators with a password.</summary>
internal static class OidcComposition
{
    public const string Scheme = "Oidc";

    /// <summary>Where the identity provider sends people back to, below Gateway:PublicBaseUrl.</summary>
    public const string CallbackPath = "/signin-oidc";

    /// <summary>For as long somebody may be at the identity provider.</summary>
    private static readonly TimeSpan SignInMax = TimeSpan.FromMinutes(15);

    public static void AddOidc(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<IValidateOptions<OidcOptions>, OidcOptionsValidator>();
        services.AddOptions<OidcOptions>().BindConfiguration(OidcOptions.Section)
            // The binder passes over a text where a list belongs.
            .PostConfigure<IConfiguration>((oidc, configuration) =>
            {
                foreach (var (name, role) in oidc.Roles)
                {
                    if (configuration[$"{OidcOptions.Section}:Roles:{name}:Scopes"] is { Length: > 0 } one)
                        role.Scopes = [one];
                }
            })
            .ValidateOnStart();

        // The framework asks each handler of sign-ins about each call, and one without settings throws.
        if (!OidcOptions.IsIn(builder.Configuration)) return;
        services.AddKeyedSingleton(Scheme, (provider, _) => new Issuer(
            provider.GetRequiredService<IHttpClientFactory>(),
            provider.GetRequiredService<IOptions<OidcOptions>>().Value.Issuer, hasPeople: true));
        services.AddKeyedSingleton(Scheme, (provider, _) => new IssuerKeys(
            provider.GetRequiredKeyedService<Issuer>(Scheme), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<IssuerKeys>>()));
        services.TryAddEnumerable(ServiceDescriptor
            .Singleton<IPostConfigureOptions<OpenIdConnectOptions>, OpenIdConnectPostConfigureOptions>());
        services.AddAuthentication().AddRemoteScheme<OpenIdConnectOptions, OidcHandler>(Scheme, null, _ => { });
        services.AddOptions<OpenIdConnectOptions>(Scheme)
            .Configure<IOptions<OidcOptions>, IOptions<GatewayOptions>, IServiceProvider>(Configure);
    }

    private static void Configure(
        OpenIdConnectOptions handler, IOptions<OidcOptions> oidc, IOptions<GatewayOptions> gateway,
        IServiceProvider services)
    {
        var publicBaseUrl = gateway.Value.PublicBaseUrl;
        handler.ClientId = oidc.Value.ClientId;
        handler.ClientSecret = oidc.Value.ClientSecret;
        handler.ConfigurationManager = services.GetRequiredKeyedService<IssuerKeys>(Scheme);
        handler.Backchannel = services.GetRequiredService<IHttpClientFactory>().CreateClient(Issuer.ClientName);
        handler.ResponseType = OpenIdConnectResponseType.Code;
        handler.ResponseMode = OpenIdConnectResponseMode.Query;
        handler.Scope.Clear();
        foreach (var scope in oidc.Value.Scope.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            handler.Scope.Add(scope);
        handler.MapInboundClaims = false;
        handler.SaveTokens = false;
        handler.DisableTelemetry = true;
        handler.PushedAuthorizationBehavior = PushedAuthorizationBehavior.Disable;
        handler.SignInScheme = OperatorCookie.Scheme;
        handler.CallbackPath = CallbackPath;
        // Sign-outs that somebody elsewhere asks for: nobody needs them, and they are two more ways in.
        handler.RemoteSignOutPath = default;
        handler.SignedOutCallbackPath = default;
        handler.RemoteAuthenticationTimeout = SignInMax;
        handler.ProtocolValidator.NonceLifetime = SignInMax;
        handler.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = oidc.Value.Issuer,
            ValidAudience = oidc.Value.ClientId,
            IgnoreTrailingSlashWhenValidatingAudience = false,
            ValidAlgorithms = OAuthOptions.Asymmetric,
            TypeValidator = TypeOf,
            LifetimeValidator = OAuthComposition.LifetimeBy(services.GetRequiredService<TimeProvider>()),
        };
        Keep(handler.CorrelationCookie, "cryptopay-oidc.", gateway.Value);
        Keep(handler.NonceCookie, "cryptopay-oidc-nonce.", gateway.Value);
        handler.Events = new OpenIdConnectEvents
        {
            // Never from the Host header, which the caller writes. The token request repeats it.
            OnRedirectToIdentityProvider = context =>
            {
                context.ProtocolMessage.RedirectUri = publicBaseUrl + CallbackPath;
                return Task.CompletedTask;
            },
            OnTicketReceived = OidcSignIn.Finish,
            OnRemoteFailure = OidcSignIn.Fail,
        };
    }

    // The way back is a GET from another site, on which a browser sends Lax. A cookie that a neighbour could plant would
    // have somebody end a sign-in that the neighbour began.
    private static void Keep(CookieBuilder cookie, string name, GatewayOptions gateway)
    {
        OperatorCookie.KeepToHost(cookie, name, gateway);
        cookie.SameSite = SameSiteMode.Lax;
    }

    // An access token is no word of who somebody is. RFC 7515 4.1.11 as in OAuthComposition. And the framework lets a
    // token without a signature pass, as the provider gave it by https: OpenID Connect Core 3.1.3.7 allows that.
    private static string TypeOf(string? type, SecurityToken token, TokenValidationParameters parameters) =>
        token is JsonWebToken { EncodedSignature.Length: > 0 } signed
        && (type is null or "" || type.Equals("JWT", StringComparison.OrdinalIgnoreCase))
        && !signed.TryGetHeaderValue<object>("crit", out _)
            ? type ?? ""
            : throw new SecurityTokenInvalidTypeException();
}
