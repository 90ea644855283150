using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CryptoPay.Sandbox.Genesys.Access;
using CryptoPay.Sandbox.Genesys.Contract;
using CryptoPay.Sandbox.Genesys.Tenant;
using CryptoPay.Sandbox.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Sandbox.Tests.Genesys;

/// <summary>A client with a token at the sandbox's Genesys Cloud. Every answer it gets must keep the contract.</summary>
internal sealed class GenesysDesk(SandboxHost sandbox) : IAsyncDisposable
{
    public const string ClientId = "0a7c5be1-8d5d-4a9b-9d0e-8f6f5a0f7c11";
    public const string ClientSecret = "the-secret-of-the-oauth-client";

    public SandboxHost Sandbox => sandbox;

    public string Token { get; set; } = "";

    public static async Task<GenesysDesk> Open(Action<GenesysOptions>? configure = null)
    {
        var sandbox = await SandboxHost.Start(configure: services => services.Configure<GenesysOptions>(options =>
        {
            options.ClientId = ClientId;
            options.ClientSecret = ClientSecret;
            configure?.Invoke(options);
        }));
        var desk = new GenesysDesk(sandbox);
        desk.Token = (await desk.AskForToken()).Body.GetProperty("access_token").GetString()!;
        return desk;
    }

    public Task<Answer> AskForToken(string secret = ClientSecret, string grant = "client_credentials")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/sandbox/genesys/oauth/token")
        {
            Content = new FormUrlEncodedContent([new("grant_type", grant)]),
        };
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{ClientId}:{secret}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", basic);
        return Send(request);
    }

    /// <param name="path">After <c>/api/v2/</c>.</param>
    public async Task<Answer> Call(string method, string path, string? json = null)
    {
        var request = Request(method, $"/sandbox/genesys/api/v2/{path}", json);
        if (Token != "") request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        var answer = await Send(request);
        var mistakes = GenesysContract.MistakesInAnswer(method, $"/api/v2/{path}", (int)answer.Status, answer.Text);
        Assert.Equal([], mistakes);
        Assert.NotEqual("", answer.Header("ININ-Correlation-Id"));
        return answer;
    }

    /// <summary>What the person at the sandbox does or looks at.</summary>
    /// <param name="path">After <c>/sandbox/genesys/</c>.</param>
    public Task<Answer> Own(string method, string path, string? json = null) =>
        Send(Request(method, $"/sandbox/genesys/{path}", json));

    public async Task SetFault(string json) =>
        Assert.Equal(HttpStatusCode.OK, (await Own("PUT", "faults", json)).Status);

    public Task<Answer> Patch(string workitemId, string word) => Call(
        "PATCH", $"taskmanagement/workitems/{workitemId}", $$"""{"statusId":"{{SandboxWorktype.Of(word).Id}}"}""");

    /// <summary>What the item's page says changed, in order.</summary>
    public async Task<string[]> ChangesOf(string path)
    {
        var shown = (await Own("GET", path)).Body;
        return [.. shown.GetProperty("changes").EnumerateArray().Select(change =>
            $"{change.GetProperty("field")}: {change.GetProperty("before")} -> {change.GetProperty("after")}")];
    }

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();

    private static HttpRequestMessage Request(string method, string path, string? json) =>
        new(new HttpMethod(method), path)
        {
            Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"),
        };

    private async Task<Answer> Send(HttpRequestMessage request)
    {
        using var answer = await sandbox.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new Answer(answer.StatusCode, text, answer.Headers);
    }
}

internal sealed record Answer(HttpStatusCode Status, string Text, HttpResponseHeaders Headers)
{
    public JsonElement Body => JsonDocument.Parse(Text).RootElement;

    public string Code => Body.GetProperty("code").GetString()!;

    public string Message => Body.GetProperty("message").GetString()!;

    public string Header(string name) => Headers.TryGetValues(name, out var values) ? values.Single() : "";
}
