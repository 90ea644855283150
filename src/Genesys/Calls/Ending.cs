using System.Text.Json;
using CryptoPay.Http;
using CryptoPay.Payments.Cases;

namespace CryptoPay.Genesys.Calls;

/// <summary>How one HTTP call ended.</summary>
/// <param name="Status">0 where there was no answer.</param>
/// <param name="Fault">Why there is nothing to read; null for an answer of 2xx.</param>
/// <param name="CorrelationId">What Genesys' support finds the call by; "" where it said none.</param>
internal sealed record Ending(int Status, byte[] Body, DeliveryResult? Fault, string CorrelationId = "")
{
    private const int CodeCharsMax = 60;

    public static Ending None(DeliveryResult fault) => new(0, [], fault);

    public static async Task<Ending> Of(
        HttpResponseMessage http, TimeProvider clock, CancellationToken cancellation)
    {
        var status = (int)http.StatusCode;
        var body = await http.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false);
        if (http.IsSuccessStatusCode) return new Ending(status, body, null, CorrelationOf(http, default));
        var error = ErrorOf(body);
        var code = CodeOf(error) ?? EndingCodes.Of(http.StatusCode);
        return new Ending(status, body, status switch
        {
            408 or 429 or >= 500 => new DeliveryResult.Unavailable(
                EndingCodes.Of(http.StatusCode), RetryAfter.Of(http, clock), WasSent: status != 429),
            // 3xx: whoever answers is not the API.
            < 400 or 401 or 403 => new DeliveryResult.Refused(code, IsOfSettings: true),
            _ => new DeliveryResult.Refused(code),
        }, CorrelationOf(http, error));
    }

    private static string CorrelationOf(HttpResponseMessage http, JsonElement error) => SafeOrNull(
        http.Headers.TryGetValues("ININ-Correlation-Id", out var ids) ? ids.First() : Text(error, "contextId")) ?? "";

    /// <summary>The API says "code", the login "error".</summary>
    private static string? CodeOf(JsonElement error) => SafeOrNull(Text(error, "code") ?? Text(error, "error"));

    private static string? Text(JsonElement error, string name) =>
        error.ValueKind == JsonValueKind.Object && error.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // It is shown and logged, and may come from a proxy that repeats what it was sent.
    private static string? SafeOrNull(string? text) =>
        text is { Length: > 0 and <= CodeCharsMax }
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-') ? text : null;

    private static JsonElement ErrorOf(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
