using System.Diagnostics;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Web;
using CryptoPay.Loopback;
using CryptoPay.Node;
using Microsoft.IdentityModel.Tokens;

namespace CryptoPay.Gateway.Tests.OAuth;

/// <summary>A certified OpenID provider from npm, on loopback.</summary>
internal sealed class RealIssuer : IDisposable
{
    public const string Audience = "https://pay.example.test/api";
    private const string ClientId = "contact-center";

    /// <summary>Where people go back to, as people's client.</summary>
    public const string Callback = $"{RunningGateway.PublicBaseUrl}/signin-oidc";
    public const string ClientSecret = "a-client-secret-that-is-long-enough-for-any-provider";

    private readonly NodeFolder node;
    private readonly Process process;
    private readonly HttpClient http = new();

    private RealIssuer(NodeFolder node, int port)
    {
        this.node = node;
        Url = $"http://127.0.0.1:{port}";
        process = node.Start("node", ["issuer.js"],
            ("PORT", $"{port}"), ("AUDIENCE", Audience), ("CLIENT_ID", ClientId), ("CLIENT_SECRET", ClientSecret),
            ("CALLBACK", Callback));
        // Nobody reads what it warns of, and a full pipe would hold it up.
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    public string Url { get; }

    public static async Task<RealIssuer> Open()
    {
        var issuer = new RealIssuer(
            await NodeFolder.Install(Path.Combine(AppContext.BaseDirectory, "OAuth", "RealIssuer")), Ports.Free());
        await Payments.Until(issuer.Listens, listens => listens);
        return issuer;
    }

    /// <summary>As a Genesys Cloud data action asks for it.</summary>
    public async Task<string> Token(string scope)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Url}/token")
        {
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("scope", scope)]),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{ClientId}:{ClientSecret}")));
        using var answer = await http.SendAsync(request, Requests.Cancellation);
        return JsonElement.Parse(await answer.Text()).GetProperty("access_token").GetString()!;
    }

    /// <summary>What a person does there.</summary>
    /// <returns>Where they are sent back to: path and query.</returns>
    public async Task<string> SignIn(string name, Uri address)
    {
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        var form = await Location(browser, new HttpRequestMessage(HttpMethod.Get, address));
        var next = await Location(browser, new HttpRequestMessage(HttpMethod.Post, form)
        {
            Content = new FormUrlEncodedContent([new("prompt", "login"), new("login", name)]),
        });
        var back = await Location(browser, new HttpRequestMessage(HttpMethod.Get, next));
        Assert.StartsWith(Callback, back.AbsoluteUri);
        return back.PathAndQuery;
    }

    /// <summary>As the people's client gets it.</summary>
    public async Task<string> IdToken(string name)
    {
        const string Verifier = "a-verifier-that-is-long-enough-for-any-provider-there-is";
        var challenge = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));
        var back = await SignIn(name, new Uri($"{Url}/auth?client_id=cryptopay&response_type=code&scope=openid"
            + $"&redirect_uri={Callback}&code_challenge={challenge}&code_challenge_method=S256"));
        using var answer = await http.PostAsync($"{Url}/token", new FormUrlEncodedContent(
        [
            new("grant_type", "authorization_code"), new("redirect_uri", Callback), new("code_verifier", Verifier),
            new("client_id", "cryptopay"), new("client_secret", ClientSecret),
            new("code", HttpUtility.ParseQueryString(back.Split('?')[1])["code"]!),
        ]), Requests.Cancellation);
        return JsonElement.Parse(await answer.Text()).GetProperty("id_token").GetString()!;
    }

    private async Task<Uri> Location(HttpClient browser, HttpRequestMessage request)
    {
        using (request)
        using (var answer = await browser.SendAsync(request, Requests.Cancellation))
        {
            return new Uri(new Uri(Url), answer.Headers.Location!);
        }
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
        http.Dispose();
        node.Dispose();
    }

    private async Task<bool> Listens()
    {
        if (process.HasExited) Assert.Fail($"It ended with {process.ExitCode}.");
        try
        {
            return (await http.GetAsync($"{Url}/.well-known/openid-configuration")).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
