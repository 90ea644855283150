using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Tests.Conformance;
using static CryptoPay.Payments.Processors.InvoiceQualifiers;

namespace CryptoPay.Processors.Tests.Signed;

public sealed class SignedConformanceTests : ProcessorConformance
{
    protected override IReadOnlyDictionary<string, string?> Settings => SignedDialect.Settings;

    protected override string InvoiceId => SignedDialect.PaymentId;

    // Of a price of 10.50.
    protected override IEnumerable<(string Text, InvoiceStatus Status, InvoiceQualifiers Beside)> Statuses =>
    [
        ("pending/0", InvoiceStatus.Open, None),
        ("pending/10.49", InvoiceStatus.Open, Underpaid),
        ("confirming/10.50", InvoiceStatus.Confirming, None),
        ("confirming/10.45", InvoiceStatus.Confirming, None),
        ("confirming/10.51", InvoiceStatus.Confirming, Overpaid),
        ("confirmed/10.50", InvoiceStatus.Settled, None),
        ("confirmed/10.45", InvoiceStatus.Settled, None),
        ("confirmed/10.51", InvoiceStatus.Settled, Overpaid),
        ("completed/10.50", InvoiceStatus.Settled, None),
        ("completed/10.51", InvoiceStatus.Settled, Overpaid),
        ("expired/0", InvoiceStatus.Expired, None),
        ("expired/10.49", InvoiceStatus.Expired, Underpaid),
        ("expired/10.50", InvoiceStatus.Expired, PaidLate),
        ("expired/10.51", InvoiceStatus.Expired, PaidLate | Overpaid),
        ("failed/0", InvoiceStatus.Invalid, None),
        ("failed/10.49", InvoiceStatus.Invalid, Underpaid),
        ("cancelled/0", InvoiceStatus.Invalid, Manual),
    ];

    protected override IEnumerable<(string Text, decimal AmountPaid)> Verdicts =>
    [
        ("confirmed/10.45", 10.45m),
        ("completed/1.00", 1.00m),
        ("completed/0", 0m),
    ];

    protected override string UnknownStatus => "refunded";

    protected override Answer.Says UnknownInvoice => new(404, """{"code":"not_found","message":"No such payment."}""");

    protected override (Answer.Says Answer, string Code) Unauthenticated =>
        (new Answer.Says(401, """{"code":"unauthenticated","message":"Unknown key."}"""), "unauthenticated");

    protected override (Answer.Says Answer, string Code) Forbidden =>
        (new Answer.Says(403, """{"code":"forbidden","message":"This key may not do that."}"""), "forbidden");

    protected override (Answer.Says Answer, string Code) InvalidRequest =>
        (new Answer.Says(400, """{"code":"invalid_request","message":"amount must be above 0."}"""), "invalid_request");

    protected override (string Status, Answer.Says Refusal) Unpayable =>
        ("cancelled/0", new(409, """{"code":"not_cancellable","message":"It is paid."}"""));

    protected override Ask AskOf(HttpCall call) => (call.Method.Method, call.PathAndQuery) switch
    {
        ("POST", "/api/payments") => Ask.Create,
        ("POST", $"/api/payments/{SignedDialect.PaymentId}/cancel") => Ask.MakeUnpayable,
        ("GET", $"/api/payments/{SignedDialect.PaymentId}") => Ask.Read,
        ("GET", "/api/payments?orderId=order-%C3%BCn%C3%AF-%E2%9C%93-1") => Ask.Find,
        _ => throw new InvalidOperationException($"Not in the contract: {call}"),
    };

    protected override string InvoiceJson(InvoiceRequest request, string status = "") =>
        SignedDialect.PaymentJson(request, status is "" ? "pending" : status);

    protected override string InvoiceListJson(params string[] invoices) => $"[{string.Join(',', invoices)}]";

    protected override Answer EndlessList => EndlessStream.ListOf("{}");
}
