using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Tests.Conformance;
using static CryptoPay.Payments.Processors.InvoiceQualifiers;

namespace CryptoPay.Processors.Tests.Coinbase;

public sealed class CoinbaseConformanceTests : ProcessorConformance
{
    protected override string CryptoCode => "USDC";

    protected override IReadOnlyDictionary<string, string?> Settings => CoinbaseDialect.Settings;

    protected override string InvoiceId => CoinbaseDialect.CheckoutId;

    protected override IEnumerable<(string Text, InvoiceStatus Status, InvoiceQualifiers Beside)> Statuses =>
    [
        ("ACTIVE", InvoiceStatus.Open, None),
        ("PROCESSING", InvoiceStatus.Confirming, None),
        ("COMPLETED", InvoiceStatus.Settled, None),
        ("PARTIALLY_REFUNDED", InvoiceStatus.Settled, None),
        ("REFUNDED", InvoiceStatus.Settled, None),
        ("EXPIRED", InvoiceStatus.Expired, None),
        ("FAILED", InvoiceStatus.Invalid, None),
        ("DEACTIVATED", InvoiceStatus.Invalid, Manual),
    ];

    // It names no amount that came: a checkout takes its price or nothing.
    protected override IEnumerable<(string Text, decimal AmountPaid)> Verdicts =>
        [("COMPLETED", 10.50m), ("PARTIALLY_REFUNDED", 10.50m), ("REFUNDED", 10.50m)];

    protected override string UnknownStatus => "completed";

    protected override Answer.Says UnknownInvoice =>
        new(404, """{"errorType":"not_found","errorMessage":"No checkout"}""");

    protected override (Answer.Says Answer, string Code) Unauthenticated =>
        (new(401, """{"errorType":"unauthorized","errorMessage":"Wrong token"}"""), "unauthenticated");

    protected override (Answer.Says Answer, string Code) Forbidden =>
        (new(403, """{"errorType":"forbidden","errorMessage":"Missing scope"}"""), "forbidden");

    protected override (Answer.Says Answer, string Code) InvalidRequest =>
        (new(400, """{"errorType":"invalid_request","errorMessage":"amount"}"""), "invalid_request");

    protected override (string Status, Answer.Says Refusal) Unpayable =>
        ("DEACTIVATED", new(400, """{"errorType":"invalid_request","errorMessage":"It is not active"}"""));

    protected override Ask AskOf(HttpCall call) => (call.Method.Method, call.PathAndQuery) switch
    {
        ("POST", CoinbaseDialect.Checkouts) => Ask.Create,
        ("POST", $"{CoinbaseDialect.Checkouts}/{CoinbaseDialect.CheckoutId}/deactivate") => Ask.MakeUnpayable,
        ("GET", $"{CoinbaseDialect.Checkouts}/{CoinbaseDialect.CheckoutId}") => Ask.Read,
        ("GET", _) => Ask.Find,
        _ => throw new InvalidOperationException($"Not in the API: {call}"),
    };

    protected override string InvoiceJson(InvoiceRequest request, string status = "") =>
        CoinbaseDialect.CheckoutJson(request, status is "" ? "ACTIVE" : status);

    protected override string InvoiceListJson(params string[] invoices) => CoinbaseDialect.ListJson("", invoices);

    protected override Answer EndlessList => new Answer.Says(200, CoinbaseDialect.ListJson("again", "{}"));
}
