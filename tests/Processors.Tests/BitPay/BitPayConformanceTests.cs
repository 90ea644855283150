using System.Text.Json.Nodes;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Tests.Conformance;
using static CryptoPay.Payments.Processors.InvoiceQualifiers;

namespace CryptoPay.Processors.Tests.BitPay;

public sealed class BitPayConformanceTests : ProcessorConformance
{
    protected override IReadOnlyDictionary<string, string?> Settings => BitPayDialect.Settings;

    protected override string InvoiceId => BitPayDialect.InvoiceId;

    /// <summary>The status; or status/exceptionStatus/what was paid in satoshi, of 40,000.</summary>
    protected override IEnumerable<(string Text, InvoiceStatus Status, InvoiceQualifiers Beside)> Statuses =>
    [
        ("new", InvoiceStatus.Open, None),
        ("new/false/20000", InvoiceStatus.Open, Underpaid),
        ("new/paidPartial/20000", InvoiceStatus.Open, Underpaid),
        ("paid/false/40000", InvoiceStatus.Confirming, None),
        ("paid/paidOver/50000", InvoiceStatus.Confirming, Overpaid),
        ("confirmed/false/40000", InvoiceStatus.Settled, None),
        ("confirmed/paidOver/50000", InvoiceStatus.Settled, Overpaid),
        ("complete/false/40000", InvoiceStatus.Settled, None),
        ("complete/paidOver/50000", InvoiceStatus.Settled, Overpaid),
        ("expired", InvoiceStatus.Expired, None),
        ("expired/paidPartial/20000", InvoiceStatus.Expired, Underpaid),
        ("expired/false/20000", InvoiceStatus.Expired, Underpaid),
        ("expired/cancelled/0", InvoiceStatus.Invalid, Manual),
        ("invalid/false/40000", InvoiceStatus.Invalid, None),
        ("declined/false/40000", InvoiceStatus.Invalid, None),
        ("declined/cancelled/40000", InvoiceStatus.Invalid, Manual),
    ];

    /// <summary>39,853 satoshi are the price without the network's cost.</summary>
    protected override IEnumerable<(string Text, decimal AmountPaid)> Verdicts =>
    [
        ("complete/false/40000", 10.50m),
        ("confirmed/false/39853", 10.50m),
        ("confirmed/paidOver/50000", 10.50m),
        ("complete/false/4000", 1.05m),
        ("complete/false/0", 0m),
        ("complete/false/null", 10.50m),
    ];

    protected override string UnknownStatus => "refunding";

    protected override Answer.Says UnknownInvoice =>
        new(404, """{"status":"error","code":"020101","data":null,"error":"Invoice not found"}""");

    protected override (Answer.Says Answer, string Code) Unauthenticated =>
        (new(401, """{"error":"Invalid signature"}"""), "http_401");

    protected override (Answer.Says Answer, string Code) Forbidden =>
        (new(403, """{"error":{"type":"unauthorized","message":"This token may not do that"}}"""), "http_403");

    protected override (Answer.Says Answer, string Code) InvalidRequest =>
        (new(422, """{"errors":[{"error":"must be a number","param":"price"}]}"""), "invalid_request");

    protected override (string Status, Answer.Says Refusal) Unpayable => ("expired/cancelled/0",
        new(400, """{"status":"error","code":"040107","data":null,"error":"Invalid invoice state for cancel"}"""));

    protected override Ask AskOf(HttpCall call) => (call.Method.Method, call.PathAndQuery.Split('?')[0]) switch
    {
        ("POST", "/invoices") => Ask.Create,
        ("DELETE", $"/invoices/{BitPayDialect.InvoiceId}") => Ask.MakeUnpayable,
        ("GET", "/invoices") => Ask.Find,
        ("GET", $"/invoices/{BitPayDialect.InvoiceId}") => Ask.Read,
        _ => throw new InvalidOperationException($"Not BitPay's: {call}"),
    };

    protected override string InvoiceJson(InvoiceRequest request, string status = "") =>
        BitPayDialect.Answer(BitPayDialect.InvoiceInWords(request, status is "" ? "new" : status));

    protected override string InvoiceListJson(params string[] invoices) =>
        BitPayDialect.Answer($"[{string.Join(',', invoices.Select(RowOf))}]");

    private static string RowOf(string answer) => JsonNode.Parse(answer)!["data"]!.ToJsonString();

    protected override Answer EndlessList =>
        new Answer.Says(200, BitPayDialect.Answer($"[{string.Join(',', Enumerable.Repeat("{}", 100))}]"));
}
