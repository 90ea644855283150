using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace CryptoPay.Gateway.Tests;

/// <summary>What a caller does, in a word.</summary>
internal static class Requests
{
    /// <summary>What <see cref="WithKey"/> sends where no other is named.</summary>
    public const string Key = "a-key-of-the-tests";

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static HttpRequestMessage WithKey(this HttpRequestMessage request, string key = Key)
    {
        request.Headers.Add("X-Api-Key", key);
        return request;
    }

    public static HttpRequestMessage AsBrowser(this HttpRequestMessage request)
    {
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        return request;
    }

    public static HttpRequestMessage Get(string path) => new(HttpMethod.Get, path);

    public static HttpRequestMessage Post(string path, string json = "{}") =>
        new(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };

    public static Task<string> Text(this HttpResponseMessage response) =>
        response.Content.ReadAsStringAsync(Cancellation);

    /// <summary>The answer's problem, after it was seen to be one.</summary>
    public static async Task<JsonElement> Problem(this HttpResponseMessage response)
    {
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(await response.Text()).RootElement;
        Assert.Equal((int)response.StatusCode, problem.GetProperty("status").GetInt32());
        return problem;
    }

    public static async Task<string?> ErrorCode(this HttpResponseMessage response) =>
        (await response.Problem()).GetProperty("errorCode").GetString();
}
