using System.Text.Json;

namespace CryptoPay.Processors.Tests.BtcPay;

internal sealed record RecordedCall(string Step, string Method, string PathAndQuery, int Status, string Body)
{
    public Answer.Says Answer => new(Status, Body);
}

/// <summary>One scenario recorded at a real BTCPay Server 2.4.1.</summary>
internal sealed record Recording(IReadOnlyList<RecordedCall> Calls)
{
    public static Recording Of(string scenario)
    {
        using var json = Open(scenario);
        return new Recording([.. json.RootElement.GetProperty("steps").EnumerateArray()
            .Where(step => step.TryGetProperty("request", out _))
            .Select(step => new RecordedCall(
                step.GetProperty("step").GetString()!,
                step.GetProperty("request").GetProperty("method").GetString()!,
                step.GetProperty("request").GetProperty("path").GetString()!,
                step.GetProperty("response").GetProperty("status").GetInt32(),
                step.GetProperty("response").GetProperty("bodyText").GetString()!))]);
    }

    public static JsonDocument Open(string scenario) => JsonDocument.Parse(
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "BtcPay", "Recordings", $"{scenario}.json")));

    public Answer.Says AnswerTo(string step) => Call(step).Answer;

    public RecordedCall Call(string step) => Calls.Single(call => call.Step == step);

    /// <summary>
    /// Each moment at which the invoice was looked at: its body and, where they were recorded at once, its payment
    /// methods in the place where one read with includePaymentMethods=true has them.
    /// </summary>
    public IEnumerable<(string InvoiceId, bool HasPaymentMethods, string Body)> Moments()
    {
        for (var index = 0; index < Calls.Count; index++)
        {
            var call = Calls[index];
            var id = InvoiceIdOf(call);
            if (id is null) continue;
            var next = index + 1 < Calls.Count ? Calls[index + 1] : null;
            yield return next?.PathAndQuery == $"{BtcPayDialect.StorePath}/invoices/{id}/payment-methods"
                ? (id, true, WithPaymentMethods(call.Body, next.Body))
                : (id, call.PathAndQuery.EndsWith("?includePaymentMethods=true", StringComparison.Ordinal), call.Body);
        }
    }

    // Of an invoice as it was made or read; the answer to a mark shows it as it was before.
    private static string? InvoiceIdOf(RecordedCall call)
    {
        const string invoices = $"{BtcPayDialect.StorePath}/invoices";
        var isCreate = call is { Method: "POST", Status: 200, PathAndQuery: invoices };
        var isRead = call is { Method: "GET", Status: 200 }
            && call.PathAndQuery.StartsWith($"{invoices}/", StringComparison.Ordinal)
            && !call.PathAndQuery.EndsWith("/payment-methods", StringComparison.Ordinal);
        if (!isCreate && !isRead) return null;
        using var body = JsonDocument.Parse(call.Body);
        return body.RootElement.GetProperty("id").GetString();
    }

    private static string WithPaymentMethods(string invoice, string methods)
    {
        const string none = "\"paymentMethods\":[]";
        var at = invoice.IndexOf(none, StringComparison.Ordinal);
        return $"{invoice[..at]}\"paymentMethods\":{methods}{invoice[(at + none.Length)..]}";
    }
}
