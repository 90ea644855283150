using System.Security.Authentication;
using CryptoPay.Http;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace CryptoPay.Gateway.OAuth;

/// <summary>Reads what the issuer says of itself, and its keys.</summary>
internal sealed class Issuer(IHttpClientFactory clients, IOptions<OAuthOptions> oauth)
{
    private const string ClientName = "oauth-issuer";
    private const int AnswerBytesMax = 1024 * 1024;
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(5);

    public static void AddHttp(IServiceCollection services) => services
        .AddHttpClient(ClientName, http =>
        {
            http.Timeout = CallTimeout;
            http.MaxResponseContentBufferSize = AnswerBytesMax;
        })
        .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            SslOptions = { EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13 },
        })
        .RemoveAllLoggers();

    /// <exception cref="IssuerAwayException">It has no keys for us; the message says why.</exception>
    public async Task<OpenIdConnectConfiguration> Read(CancellationToken cancellation)
    {
        using var http = clients.CreateClient(ClientName);
        var read = await Read(
            http, $"{oauth.Value.Issuer.TrimEnd('/')}/.well-known/openid-configuration",
            OpenIdConnectConfiguration.Create, cancellation);
        // Another's document would name another's keys.
        if (read.Issuer != oauth.Value.Issuer) throw new IssuerAwayException("its discovery document is another's");
        if (!Uri.TryCreate(read.JwksUri, UriKind.Absolute, out var keys)
            || (keys.Scheme != Uri.UriSchemeHttps && new Uri(oauth.Value.Issuer).Scheme == Uri.UriSchemeHttps))
        {
            throw new IssuerAwayException("its discovery document names no jwks_uri of https");
        }

        var set = await Read(http, read.JwksUri, JsonWebKeySet.Create, cancellation);
        foreach (var key in set.GetSigningKeys()) read.SigningKeys.Add(key);
        return read.SigningKeys.Count > 0 ? read : throw new IssuerAwayException("it has no key to sign with");
    }

    private static async Task<T> Read<T>(
        HttpClient http, string url, Func<string, T> parse, CancellationToken cancellation)
    {
        string text;
        try
        {
            text = await http.GetStringAsync(url, cancellation);
        }
        catch (HttpRequestException refused) when (refused.StatusCode is { } status)
        {
            throw new IssuerAwayException($"{url} ended in {EndingCodes.Of(status)}");
        }
        catch (Exception thrown) when (FailedCall.Of(thrown) is { } failed)
        {
            throw new IssuerAwayException($"{url} ended in {failed.Code}");
        }

        try
        {
            return parse(text);
        }
        // The library has many ways to say so.
        catch (Exception)
        {
            throw new IssuerAwayException($"what {url} answers cannot be read");
        }
    }
}

/// <summary>Nobody can tell now whether a token is good.</summary>
internal sealed class IssuerAwayException(string why) : Exception(why);
