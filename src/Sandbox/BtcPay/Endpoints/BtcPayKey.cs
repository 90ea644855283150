using System.Net.Http.Headers;
using CryptoPay.Sandbox.BtcPay.Store;
using CryptoPay.Sandbox.BtcPay.Wire;
using Microsoft.Extensions.Options;

namespace CryptoPay.Sandbox.BtcPay.Endpoints;

/// <summary>Lets the store's key in. The key may do everything in its store and nothing in any other.</summary>
internal sealed class BtcPayKey(string permission) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var settings = http.RequestServices.GetRequiredService<IOptionsMonitor<BtcPayOptions>>().CurrentValue;
        if (!AuthenticationHeaderValue.TryParse(http.Request.Headers.Authorization, out var header)
            || header.Parameter is null
            || !(IsScheme(header, "token") || IsScheme(header, "Bearer")))
        {
            return BtcPayErrors.Unauthenticated("Authentication is required for accessing this endpoint");
        }
        if (header.Parameter != settings.ApiKey)
            return BtcPayErrors.Unauthenticated("ApiKey authentication failed: Unknown API Key");
        if (http.GetRouteValue("storeId") is { } storeId && !settings.StoreId.Equals(storeId))
            return BtcPayErrors.MissingPermission(permission);
        return await next(context);
    }

    private static bool IsScheme(AuthenticationHeaderValue header, string scheme) =>
        header.Scheme.Equals(scheme, StringComparison.OrdinalIgnoreCase);
}
