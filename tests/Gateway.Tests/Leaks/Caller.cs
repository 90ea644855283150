using System.Net;
using System.Text;
using System.Text.Json;

namespace CryptoPay.Gateway.Tests.Leaks;

/// <summary>Whoever calls the house, with something of their own in every header. Keeps each answer.</summary>
internal sealed class Caller(HttpClient client, House house, Canaries canaries, Evidence evidence)
{
    private readonly (string Name, string Value)[] headers =
    [
        ("Idempotency-Key", canaries.New("Idempotency-Key")),
        ("User-Agent", $"agent/1.0 ({canaries.New("User-Agent")})"),
        ("Referer", $"https://crm.example.test/{canaries.New("Referer")}"),
        ("X-Request-Id", canaries.New("X-Request-Id")),
        ("X-Customer", canaries.New("a header of their own")),
        ("Cookie", $"session={canaries.New("a cookie of theirs")}"),
        ("baggage", $"customer={canaries.New("baggage")}"),
        ("tracestate", $"crm={canaries.New("tracestate")}"),
        ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
    ];

    public Uri Address => client.BaseAddress!;

    public Task<JsonElement> Get(string place, string path) => Json(place, Requests.Get(path));

    public Task<JsonElement> Post(string place, string path, string body = "{}") =>
        Json(place, Requests.Post(path, body));

    /// <summary>With an operator's key, for the hunted merchant.</summary>
    public async Task<string> Operate(string place, HttpRequestMessage request) =>
        await (await Send(place, request, house.OperatorKey)).Text();

    /// <summary>Must succeed; again while the answer is "not now".</summary>
    public async Task<JsonElement> Json(string place, HttpRequestMessage first)
    {
        var body = first.Content is null ? null : await first.Content.ReadAsStringAsync(Requests.Cancellation);
        var answer = await Payments.Until(
            () => Send(place, body is null
                ? new HttpRequestMessage(first.Method, first.RequestUri)
                : Requests.Post(first.RequestUri!.OriginalString, body)),
            answer => answer.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests));
        var text = await answer.Text();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonElement.Parse(text);
    }

    public Task<HttpResponseMessage> Send(string place, HttpRequestMessage request) =>
        Send(place, request, house.Key);

    /// <summary>As they are: with no key where it is null.</summary>
    public async Task<HttpResponseMessage> Send(string place, HttpRequestMessage request, string? key)
    {
        if (key is not null) request.WithKey(key);
        foreach (var (name, value) in headers)
            if (!request.Headers.Contains(name)) request.Headers.TryAddWithoutValidation(name, value);
        var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Requests.Cancellation);
        // A page that stays open for its news ends by itself only with the payment.
        if (answer.Content.Headers.ContentType?.MediaType == "text/event-stream")
        {
            using var news = new StreamReader(await answer.Content.ReadAsStreamAsync(Requests.Cancellation));
            Keep(place, answer, $"{await news.ReadLineAsync()}\n{await news.ReadLineAsync()}");
            answer.Dispose();
            return answer;
        }

        var body = await answer.Content.ReadAsByteArrayAsync(Requests.Cancellation);
        Keep(place, answer, Encoding.Latin1.GetString(body));
        return answer;
    }

    private void Keep(string place, HttpResponseMessage answer, string body) => evidence.Add(
        (int)answer.StatusCode >= 400 ? Places.Problems : place,
        $"{(int)answer.StatusCode}\n{answer.Headers}{answer.Content.Headers}\n{body}");
}
