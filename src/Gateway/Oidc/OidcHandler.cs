using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CryptoPay.Gateway.Oidc;

/// <summary>The framework's own, without its logger: that writes codes, tokens and what the provider answers.</summary>
internal sealed class OidcHandler(
    IOptionsMonitor<OpenIdConnectOptions> options, HtmlEncoder html, UrlEncoder url)
    : OpenIdConnectHandler(options, NullLoggerFactory.Instance, html, url)
{
    protected override async Task<HandleRequestResult> HandleRemoteAuthenticateAsync()
    {
        Request.QueryString = new QueryString(Context.Features.Get<OidcAnswer>()?.Query);
        try
        {
            return await base.HandleRemoteAuthenticateAsync();
        }
        finally
        {
            // The last log line of a request shows it.
            Request.QueryString = QueryString.Empty;
        }
    }
}
