using CryptoPay.Gateway.Dashboard;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace CryptoPay.Gateway.Access;

/// <summary>Everything is closed: an endpoint that says nothing needs an API key.</summary>
internal static class AccessComposition
{
    public static void AddAccess(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ApiKeys>().BindConfiguration("ApiKeys");
        var mode = builder.Configuration.GetValue("Cluster:Mode", "Embedded");
        var isEmbedded = mode.Equals("Embedded", StringComparison.OrdinalIgnoreCase);
        builder.Services.AddSingleton(new DevelopmentKey(isOn: builder.Environment.IsDevelopment() && isEmbedded));
        builder.Services.AddSingleton<ApiKeyRing>();

        builder.Services.AddAuthentication(ApiKeyHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null)
            .AddOperatorCookie();

        // Cookies are good for operators' pages only, so no page elsewhere can ride on one to make a payment.
        var keyHolder = new AuthorizationPolicyBuilder(ApiKeyHandler.SchemeName).RequireAuthenticatedUser().Build();
        builder.Services.AddAuthorizationBuilder()
            .SetDefaultPolicy(keyHolder)
            .SetFallbackPolicy(keyHolder)
            .AddRefundPermission()
            .AddPolicy(OperatorCookie.Policy, policy => policy
                .AddAuthenticationSchemes(ApiKeyHandler.SchemeName, OperatorCookie.Scheme)
                .RequireAuthenticatedUser());
    }
}
