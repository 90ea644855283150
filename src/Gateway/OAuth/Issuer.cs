using System.Security.Authentication;
using CryptoPay.Http;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace CryptoPay.Gateway.OAuth;

/// <summary>Reads what an issuer says of itself, and its keys.</summary>
/// <param name="hasPeople">It must also say where people sign in.</param>
internal sealed class Issuer(IHttpClientFactory clients, string url, bool hasPeople = false)
{
    /// <summary>Of the client that talks to issuers, and bears with none for long.</summary>
    public const string ClientName = "oauth-issuer";

    private const int AnswerBytesMax = 1024 * 1024;
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(5);

    public const string Rule = "an absolute https URL without user, query and fragment; in Development also http on a "
        + "loopback host";

    public static bool IsGood(string? issuer, IHostEnvironment host) =>
        Uri.TryCreate(issuer, UriKind.Absolute, out var there)
        && there is { UserInfo: "", Query: "", Fragment: "" }
        && (there.Scheme == Uri.UriSchemeHttps
            || (there.Scheme == Uri.UriSchemeHttp && there.IsLoopback && host.IsDevelopment()));

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

    public string Url => url;

    /// <exception cref="IssuerAwayException">It has no keys for us; the message says why.</exception>
    public async Task<OpenIdConnectConfiguration> Read(CancellationToken cancellation)
    {
        using var http = clients.CreateClient(ClientName);
        var read = await Read(
            http, $"{Url.TrimEnd('/')}/.well-known/openid-configuration",
            OpenIdConnectConfiguration.Create, cancellation);
        // Another's document would name another's keys.
        if (read.Issuer != Url) throw new IssuerAwayException("its discovery document is another's");
        if (!IsAsSafe(read.JwksUri))
            throw new IssuerAwayException("its discovery document names no jwks_uri of https");
        if (hasPeople && !(IsAsSafe(read.AuthorizationEndpoint) && IsAsSafe(read.TokenEndpoint)))
        {
            throw new IssuerAwayException(
                "its discovery document names no authorization_endpoint and token_endpoint of https");
        }

        var set = await Read(http, read.JwksUri, JsonWebKeySet.Create, cancellation);
        foreach (var key in set.GetSigningKeys()) read.SigningKeys.Add(key);
        return read.SigningKeys.Count > 0 ? read : throw new IssuerAwayException("it has no key to sign with");
    }

    private bool IsAsSafe(string? address) => Uri.TryCreate(address, UriKind.Absolute, out var there)
        && (there.Scheme == Uri.UriSchemeHttps
            || (there.Scheme == Uri.UriSchemeHttp && new Uri(Url).Scheme == Uri.UriSchemeHttp));

    private static async Task<T> Read<T>(
        HttpClient http, string address, Func<string, T> parse, CancellationToken cancellation)
    {
        string text;
        try
        {
            text = await http.GetStringAsync(address, cancellation);
        }
        catch (HttpRequestException refused) when (refused.StatusCode is { } status)
        {
            throw new IssuerAwayException($"{address} ended in {EndingCodes.Of(status)}");
        }
        catch (Exception thrown) when (FailedCall.Of(thrown) is { } failed)
        {
            throw new IssuerAwayException($"{address} ended in {failed.Code}");
        }

        try
        {
            return parse(text);
        }
        // The library has many ways to say so.
        catch (Exception)
        {
            throw new IssuerAwayException($"what {address} answers cannot be read");
        }
    }
}

/// <summary>Nobody can tell now whether a token is good.</summary>
internal sealed class IssuerAwayException(string why) : Exception(why);
