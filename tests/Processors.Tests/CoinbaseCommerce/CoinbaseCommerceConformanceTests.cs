using System.Text.Json.Nodes;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Tests.Conformance;
using static CryptoPay.Payments.Processors.InvoiceQualifiers;

namespace CryptoPay.Processors.Tests.CoinbaseCommerce;

public sealed class CoinbaseCommerceConformanceTests : ProcessorConformance
{
    protected override IReadOnlyDictionary<string, string?> Settings => CoinbaseCommerceDialect.Settings;

    protected override string InvoiceId => CoinbaseCommerceDialect.ChargeId;

    protected override IEnumerable<(string Text, InvoiceStatus Status, InvoiceQualifiers Beside)> Statuses =>
    [
        ("NEW", InvoiceStatus.Open, None),
        ("SIGNED", InvoiceStatus.Open, None),
        ("PENDING", InvoiceStatus.Confirming, None),
        ("COMPLETED", InvoiceStatus.Settled, None),
        ("RESOLVED", InvoiceStatus.Settled, Manual),
        ("EXPIRED", InvoiceStatus.Expired, None),
        ("CANCELED", InvoiceStatus.Invalid, Manual),
        ("UNRESOLVED/UNDERPAID", InvoiceStatus.Expired, Underpaid),
        ("UNRESOLVED/OVERPAID", InvoiceStatus.Settled, Overpaid),
        ("UNRESOLVED/DELAYED", InvoiceStatus.Expired, PaidLate),
        ("UNRESOLVED/MULTIPLE", InvoiceStatus.Unrecognized, None),
        ("UNRESOLVED/MANUAL", InvoiceStatus.Unrecognized, None),
        ("UNRESOLVED/OTHER", InvoiceStatus.Unrecognized, None),
        ("REFUNDED", InvoiceStatus.Unrecognized, None),
    ];

    protected override IEnumerable<(string Text, decimal AmountPaid)> Verdicts =>
    [
        ("NEW,COMPLETED+10.50", 10.50m),
        ("NEW,COMPLETED+1.00", 1.00m),
        // By the server's word alone, and by a person's.
        ("NEW,COMPLETED", 10.50m),
        ("NEW,RESOLVED", 0m),
    ];

    protected override string UnknownStatus => "completed";

    protected override Answer.Says UnknownInvoice =>
        new(404, """{"error":{"type":"not_found","message":"Not found"}}""");

    protected override (Answer.Says Answer, string Code) Unauthenticated =>
        (new(401, """{"error":{"type":"authentication_error","message":"Wrong key"}}"""), "unauthenticated");

    protected override (Answer.Says Answer, string Code) Forbidden =>
        (new(403, """{"error":{"type":"permission_error","message":"No"}}"""), "forbidden");

    protected override (Answer.Says Answer, string Code) InvalidRequest =>
        (new(400, """{"error":{"type":"invalid_request","message":"local_price"}}"""), "invalid_request");

    protected override (string Status, Answer.Says Refusal) Unpayable =>
        ("CANCELED", new(400, """{"error":{"type":"invalid_request","message":"It is not new"}}"""));

    protected override Ask AskOf(HttpCall call) => (call.Method.Method, call.PathAndQuery.Split('?')[0]) switch
    {
        ("POST", "/charges") => Ask.Create,
        ("GET", "/charges") => Ask.Find,
        ("POST", $"/charges/{CoinbaseCommerceDialect.ChargeId}/cancel") => Ask.MakeUnpayable,
        ("GET", $"/charges/{CoinbaseCommerceDialect.ChargeId}") => Ask.Read,
        _ => throw new InvalidOperationException($"Not in the API: {call}"),
    };

    /// <summary>timeline, or timeline+amount of the one payment.</summary>
    protected override string InvoiceJson(InvoiceRequest request, string status = "") =>
        CoinbaseCommerceDialect.Answer((status is "" ? "NEW" : status).Split('+') is [var timeline, var amount]
            ? CoinbaseCommerceDialect.ChargeJson(request, timeline, $"[{CoinbaseCommerceDialect.PaymentJson(amount)}]")
            : CoinbaseCommerceDialect.ChargeJson(request, status is "" ? "NEW" : status));

    protected override string InvoiceListJson(params string[] invoices) =>
        CoinbaseCommerceDialect.List(null,
            [.. invoices.Select(answer => JsonNode.Parse(answer)!["data"]!.ToJsonString())]);

    protected override Answer EndlessList =>
        new Answer.Says(200, CoinbaseCommerceDialect.List("/charges?more", """{"id":"theirs"}"""));
}
