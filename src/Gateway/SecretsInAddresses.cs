using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.Links;
using CryptoPay.Gateway.Oidc;
using Microsoft.AspNetCore.Http.Features;

namespace CryptoPay.Gateway;

/// <summary>
/// Takes what is secret out of a call's address before anybody can write it down. No middleware comes early enough: the
/// host's first log line, the scope of all others and the trace hold the address before the first one runs.
/// </summary>
internal sealed class SecretsInAddresses(IServiceProvider services) : IHttpContextFactory
{
    private readonly DefaultHttpContextFactory inner = new(services);

    public HttpContext Create(IFeatureCollection features)
    {
        var request = features.GetRequiredFeature<IHttpRequestFeature>();
        request.QueryString = KeysInAddresses.Hide(request.QueryString);
        OidcAnswer.Hide(features, request);
        LinkPaths.Hide(features, request);
        QueryAside.Take(features, request);
        return inner.Create(features);
    }

    public void Dispose(HttpContext context) => inner.Dispose(context);
}
