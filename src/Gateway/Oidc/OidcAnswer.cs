using Microsoft.AspNetCore.Http.Features;

namespace CryptoPay.Gateway.Oidc;

/// <summary>
/// The query with which somebody comes back. It holds the code and the state, so it is taken out of the request before
/// anybody can write it down.
/// </summary>
internal sealed record OidcAnswer(string Query)
{
    public static void Hide(IFeatureCollection features, IHttpRequestFeature request)
    {
        if (!request.Path.StartsWith(OidcComposition.CallbackPath, StringComparison.OrdinalIgnoreCase)) return;
        features.Set(new OidcAnswer(request.QueryString));
        request.QueryString = "";
    }
}
