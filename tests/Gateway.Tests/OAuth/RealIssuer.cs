using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CryptoPay.Loopback;
using CryptoPay.Node;

namespace CryptoPay.Gateway.Tests.OAuth;

/// <summary>A certified OpenID provider from npm, on loopback.</summary>
internal sealed class RealIssuer : IDisposable
{
    public const string Audience = "https://pay.example.test/api";
    private const string ClientId = "contact-center";
    private const string ClientSecret = "a-client-secret-that-is-long-enough-for-any-provider";

    private readonly NodeFolder node;
    private readonly Process process;
    private readonly HttpClient http = new();

    private RealIssuer(NodeFolder node, int port)
    {
        this.node = node;
        Url = $"http://127.0.0.1:{port}";
        process = node.Start("node", ["issuer.js"],
            ("PORT", $"{port}"), ("AUDIENCE", Audience), ("CLIENT_ID", ClientId), ("CLIENT_SECRET", ClientSecret));
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
