using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CryptoPay.Sandbox.Faults;

/// <summary>What a spoiled call is answered with.</summary>
internal static class FaultAnswers
{
    // What some proxy or a captive portal shows.
    private const string Page = "<!DOCTYPE html><html><head><title>Please wait</title></head><body></body></html>";

    // Of all dialects: what an answer about an invoice or a refund always has.
    private static readonly HashSet<string> LeftOut =
    [
        "paidAmount", "paymentMethods", "payments", "viewLink", "state",
        "amountPaid", "displayAmountPaid", "paymentTotals", "paymentDisplayTotals", "transactions", "invoice", "url",
        "transfers", "amountOut", "timeline", "pricing",
    ];

    /// <summary>Null where the fault leaves the work alone.</summary>
    public static IResult? InPlaceOfWork(string fail, HttpContext http, Func<int, IResult?> refusal) => fail switch
    {
        "500" => Results.StatusCode(StatusCodes.Status500InternalServerError),
        "html" => Results.Text(Page, "text/html; charset=utf-8"),
        "reset-before" => Reset(http),
        _ when int.TryParse(fail, NumberStyles.None, CultureInfo.InvariantCulture, out var status) =>
            refusal(status) ?? Results.StatusCode(status),
        _ => null,
    };

    public static IResult AfterWork(string fail, HttpContext http, IResult result) => fail switch
    {
        "reset-after" => Reset(http),
        "nonsense" when result is ContentHttpResult { ResponseContent: { } text } content
            && JsonNode.Parse(text) is { } answer =>
            Results.Text(Incomplete(answer).ToJsonString(), content.ContentType, statusCode: content.StatusCode),
        _ => result,
    };

    /// <summary>The request goes on although its answer is out.</summary>
    public static async Task SendNow(IResult answer, HttpContext http)
    {
        // Or the caller's next request would wait on this connection for the end of this one.
        http.Response.Headers.Connection = "close";
        await answer.ExecuteAsync(http);
        if (!http.RequestAborted.IsCancellationRequested) await http.Response.CompleteAsync();
    }

    private static IResult Reset(HttpContext http)
    {
        // Kestrel closes an aborted connection with RST, not FIN.
        http.Abort();
        return Results.Empty;
    }

    private static JsonNode Incomplete(JsonNode node)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items.OfType<JsonNode>()) Incomplete(item);
        }
        if (node is JsonObject fields)
        {
            foreach (var (name, value) in fields.ToList())
            {
                if (LeftOut.Contains(name)) fields.Remove(name);
                else if (value is not null) Incomplete(value);
            }
        }
        return node;
    }
}
