using Microsoft.AspNetCore.Authorization;

namespace CryptoPay.Gateway.Access;

/// <summary>
/// Everything is closed: an endpoint that says nothing needs an API key, and each of the API's says which scope.
/// </summary>
internal static class AccessComposition
{
    public static void AddAccess(this WebApplicationBuilder builder)
    {
        builder.Services.AddApiKeys();
        builder.Services.AddSingleton(DevelopmentKey.For(builder));
        builder.Services.AddSingleton<StoredKeys>();
        builder.Services.AddHostedService(services => services.GetRequiredService<StoredKeys>());
        builder.Services.AddSingleton<ApiKeyRing>();

        builder.Services.AddAuthentication(Credential.Scheme).AddCallers().AddOperatorCookie();

        // Cookies are good for operators' pages only, so no page elsewhere can ride on one to make a payment.
        var keyHolder = new AuthorizationPolicyBuilder(Credential.Scheme).RequireAuthenticatedUser().Build();
        builder.Services.AddAuthorizationBuilder()
            .SetDefaultPolicy(keyHolder)
            .SetFallbackPolicy(keyHolder)
            .AddOperators();
    }

    public static IServiceCollection AddApiKeys(this IServiceCollection services) => services
        .AddSingleton<CallerCheck>()
        .AddOptions<ApiKeys>().BindConfiguration("ApiKeys")
        .PostConfigure<IConfiguration>((keys, configuration) =>
        {
            // The binder passes over a text where a list belongs, and the key would have the default's scopes, and be
            // good anywhere.
            foreach (var (name, key) in keys)
            {
                if (configuration[$"ApiKeys:{name}:Scopes"] is not null) key.Scopes = [];
                if (configuration[$"ApiKeys:{name}:Addresses"] is { } one) key.Addresses = [one];
            }
        })
        .Services;
}
