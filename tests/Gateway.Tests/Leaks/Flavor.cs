using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CryptoPay.Gateway.Tests.Leaks;

/// <summary>A way in which whoever is called answers nonsense, with something that is not to be passed on.</summary>
/// <param name="Rewords">Takes the true answer.</param>
/// <param name="Replaces">Answers in its place.</param>
internal sealed record Flavor(Func<string, string>? Rewords, Func<HttpResponse, Task>? Replaces)
{
    /// <summary>Of an invoice or a refund, at any depth.</summary>
    private static readonly string[] Fields =
    [
        "id", "amount", "paidAmount", "currency", "status", "additionalStatus", "createdTime", "expirationTime",
        "monitoringExpiration", "checkoutLink", "metadata", "orderId", "merchant", "attemptId", "paymentMethods",
        "activated", "paymentLink", "due", "rate", "payments", "value", "destination",
    ];

    /// <summary>Each time with new canaries.</summary>
    public static IEnumerable<Flavor> All(Canaries canaries)
    {
        return
        [
            .. Fields.Select(field => Field(field, canaries.New($"answered {field}"))),
            Replace(answer => Json(answer, 400, $$"""{"code":"{{New("code")}}","message":"{{New("message")}}"}""")),
            Replace(answer => Json(answer, 422,
                $$"""[{"path":"{{New("field's path")}}","message":"{{New("field's message")}}"}]""")),
            Replace(answer => Html(answer, 500, New("server's page"))),
            Replace(answer => Html(answer, 200, New("page in place of JSON"))),
            Replace(answer => Json(answer, 200, $$"""{"id":"{{New("ID in cut JSON")}}","amount":{{New("number")}} """)),
            Replace(answer => Json(answer, 200, $$"""{"{{New("unknown name")}}":["{{New("unknown value")}}"]}""")),
            Replace(answer =>
            {
                answer.Headers.Location = $"https://elsewhere.example.test/{New("redirect's target")}";
                return Html(answer, 302, New("redirect"));
            }),
            Replace(answer =>
            {
                answer.Headers.WWWAuthenticate = $"Bearer realm=\"{New("realm")}\"";
                answer.Headers.RetryAfter = New("Retry-After");
                answer.Headers.SetCookie = $"a={New("cookie")}";
                answer.HttpContext.Features.Get<IHttpResponseFeature>()!.ReasonPhrase = New("reason phrase");
                return Html(answer, 401, New("refusal"));
            }),
            Replace(async answer =>
            {
                answer.ContentLength = 10_000;
                await answer.WriteAsync($$"""{"id":"{{New("ID before the end")}}",""");
                await answer.Body.FlushAsync();
                answer.HttpContext.Abort();
            }),
        ];

        string New(string name) => canaries.New($"answered {name}");
    }

    private static Flavor Field(string name, string canary)
    {
        var value = name.Contains("Link", StringComparison.Ordinal) ? $"javascript:{canary}" : canary;
        return new(body => System.Text.RegularExpressions.Regex.Replace(
            body, $"""("{name}":\s*)("[^"]*"|[0-9.]+|null|true|false)""", $"$1\"{value}\""), null);
    }

    private static Flavor Replace(Func<HttpResponse, Task> answer) => new(null, answer);

    private static Task Html(HttpResponse answer, int status, string title) =>
        Write(answer, status, "text/html", $"<html><title>{title}</title></html>");

    private static Task Json(HttpResponse answer, int status, string body) =>
        Write(answer, status, "application/json", body);

    private static Task Write(HttpResponse answer, int status, string type, string body)
    {
        answer.StatusCode = status;
        answer.ContentType = type;
        return answer.WriteAsync(body);
    }
}
