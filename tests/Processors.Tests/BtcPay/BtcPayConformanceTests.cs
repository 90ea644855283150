using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Tests.Conformance;
using static CryptoPay.Payments.Processors.InvoiceQualifiers;

namespace CryptoPay.Processors.Tests.BtcPay;

public sealed class BtcPayConformanceTests : ProcessorConformance
{
    protected override IReadOnlyDictionary<string, string?> Settings => BtcPayDialect.Settings;

    protected override string InvoiceId => BtcPayDialect.InvoiceId;

    protected override IEnumerable<(string Text, InvoiceStatus Status, InvoiceQualifiers Beside)> Statuses =>
    [
        ("New/None", InvoiceStatus.Open, None),
        ("New/PaidPartial", InvoiceStatus.Open, Underpaid),
        ("Processing/None", InvoiceStatus.Confirming, None),
        ("Processing/PaidOver/21.00", InvoiceStatus.Confirming, Overpaid),
        ("Settled/None", InvoiceStatus.Settled, None),
        ("Settled/PaidOver/21.00", InvoiceStatus.Settled, Overpaid),
        // Coins are compared there, and a part of the smallest unit is nothing to look at.
        ("Settled/PaidOver/10.50", InvoiceStatus.Settled, None),
        ("Settled/Marked", InvoiceStatus.Settled, Manual),
        ("Expired/None", InvoiceStatus.Expired, None),
        ("Expired/PaidPartial", InvoiceStatus.Expired, Underpaid),
        ("Expired/PaidLate", InvoiceStatus.Expired, PaidLate),
        ("Invalid/None", InvoiceStatus.Invalid, None),
        ("Invalid/Marked", InvoiceStatus.Invalid, Manual),
    ];

    protected override IEnumerable<(string Text, decimal AmountPaid)> Verdicts =>
    [
        ("Settled/None/10.50", 10.50m),
        ("Settled/None/1.00", 1.00m),
        ("Settled/None/21.00", 21.00m),
        ("Settled/Marked/0", 0m),
    ];

    protected override string UnknownStatus => "Refunded/None";

    protected override Answer.Says UnknownInvoice =>
        Recording.Of("errors-not-found-and-unknown-ids").AnswerTo("unknown invoice");

    protected override (Answer.Says Answer, string Code) Unauthenticated =>
        (Recording.Of("errors-401-unauthenticated").AnswerTo("unknown key"), "unauthenticated");

    protected override (Answer.Says Answer, string Code) Forbidden =>
        (Recording.Of("errors-403-missing-permission").AnswerTo("create with a view-only key"), "missing-permission");

    protected override (Answer.Says Answer, string Code) InvalidRequest =>
        (new Answer.Says(422, """[{"path":"amount","message":"It is negative."}]"""), "invalid_request");

    protected override (string Status, Answer.Says Refusal) Unpayable =>
        ("Invalid/Marked", Recording.Of("settled-medium-speed").AnswerTo("mark a settled invoice as Settled again"));

    protected override Ask AskOf(HttpCall call) =>
        (call.Method.Method, call.PathAndQuery.Split('?')[0].Split('/')[^1]) switch
        {
            ("POST", "invoices") => Ask.Create,
            ("POST", "status") => Ask.MakeUnpayable,
            ("GET", "invoices") => Ask.Find,
            _ => Ask.Read,
        };

    protected override string InvoiceJson(InvoiceRequest request, string status = "") =>
        BtcPayDialect.InvoiceJson(request, status is "" ? "New/None" : status);

    protected override string InvoiceListJson(params string[] invoices) => $"[{string.Join(',', invoices)}]";

    protected override Answer EndlessList => EndlessStream.ListOf("{}");
}
