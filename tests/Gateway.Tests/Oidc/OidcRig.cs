using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using CryptoPay.Gateway.Tests.OAuth;
using CryptoPay.Gateway.Tests.People;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;

namespace CryptoPay.Gateway.Tests.Oidc;

/// <summary>A gateway, and an identity provider that says whatever a test wants.</summary>
public sealed class OidcRig : IAsyncLifetime
{
    public const string ClientId = "cryptopay";
    public const string ClientSecret = "the-secret-of-the-oidc-client";
    public const string Role = "payment-operators";

    private readonly ConcurrentDictionary<string, Func<string>> idTokens = new();
    private readonly ConcurrentDictionary<string, string> challenges = new();

    public OidcRig()
    {
        Gateway = new PeopleGateway(Settings(Issuer.Url));
        Issuer.Instead = Answer;
    }

    internal TokenIssuer Issuer { get; } = new();

    internal PeopleGateway Gateway { get; }

    /// <summary>What the token endpoint does in place of its work.</summary>
    internal RequestDelegate? Instead { get; set; }

    internal static string[] Settings(string issuer) =>
    [
        "--environment=Development", $"--Gateway:PublicBaseUrl={RunningGateway.PublicBaseUrl}",
        $"--Oidc:Issuer={issuer}", $"--Oidc:ClientId={ClientId}", $"--Oidc:ClientSecret={ClientSecret}",
        $"--Oidc:Roles:{Role}:Scopes:0=ops:read", $"--Oidc:Roles:{Role}:Scopes:1=ops:write",
        $"--Oidc:Roles:{Role}:Merchant=*",
        "--Oidc:Roles:north-readers:Scopes=payments:read", "--Oidc:Roles:north-readers:Merchant=north",
    ];

    public async ValueTask InitializeAsync()
    {
        await Issuer.Open();
        await Gateway.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Issuer.DisposeAsync();
    }

    internal Browser NewBrowser() => new(Gateway);

    /// <summary>A code for this sign-in, good once, that is worth an ID token.</summary>
    internal string CodeFor(
        SignIn signIn, Action<Dictionary<string, object>>? claims = null,
        Action<Dictionary<string, object>>? header = null, Func<byte[], byte[]>? sign = null)
    {
        var code = $"code-{Guid.NewGuid():N}";
        challenges[code] = signIn.Asked["code_challenge"];
        idTokens[code] = () => IdToken(signIn, claims, header, sign);
        return code;
    }

    /// <summary>Signed in as this person.</summary>
    internal async Task<Browser> SignedIn(string name)
    {
        var browser = NewBrowser();
        var signIn = await browser.Begin();
        await browser.ComeBack(signIn, CodeFor(signIn, claims => claims["sub"] = name));
        Assert.True(browser.HasSession);
        return browser;
    }

    internal string IdToken(
        SignIn signIn, Action<Dictionary<string, object>>? claims = null,
        Action<Dictionary<string, object>>? header = null, Func<byte[], byte[]>? sign = null)
    {
        var now = Gateway.Clock.GetUtcNow();
        return Issuer.Token(
            body =>
            {
                body.Remove("scope");
                body.Remove("client_id");
                body.Remove("merchant");
                body["aud"] = ClientId;
                body["sub"] = "anna";
                body["nonce"] = signIn.Asked["nonce"];
                body["roles"] = new[] { "everybody", Role };
                body["iat"] = now.ToUnixTimeSeconds();
                body["exp"] = now.AddMinutes(5).ToUnixTimeSeconds();
                claims?.Invoke(body);
            },
            head =>
            {
                head["typ"] = "JWT";
                header?.Invoke(head);
            }, sign);
    }

    private async Task Answer(HttpContext http)
    {
        switch (http.Request.Path.Value)
        {
            case "/keys":
                await http.Response.WriteAsJsonAsync(new { keys = new[] { Issuer.Key.Public } });
                break;
            case "/token":
                await (Instead ?? Redeem)(http);
                break;
            default:
                await http.Response.WriteAsJsonAsync(new
                {
                    issuer = Issuer.Url,
                    jwks_uri = $"{Issuer.Url}/keys",
                    authorization_endpoint = $"{Issuer.Url}/authorize",
                    token_endpoint = $"{Issuer.Url}/token",
                });
                break;
        }
    }

    private async Task Redeem(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        var code = form["code"].ToString();
        var verified = Base64UrlEncoder.Encode(
            SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        if (form["client_id"] != ClientId || form["client_secret"] != ClientSecret
            || form["redirect_uri"] != RealIssuer.Callback
            || !challenges.TryRemove(code, out var challenge) || challenge != verified)
        {
            http.Response.StatusCode = 400;
            await http.Response.WriteAsJsonAsync(new { error = "invalid_grant" });
            return;
        }

        await http.Response.WriteAsJsonAsync(new
        {
            access_token = "an-access-token-of-nobody",
            token_type = "Bearer",
            id_token = idTokens[code](),
        });
    }
}
