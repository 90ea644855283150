using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Tests.Conformance;

namespace CryptoPay.Processors.Tests.BitPay;

public sealed class BitPayRefundConformanceTests : RefundConformance
{
    protected override IReadOnlyDictionary<string, string?> Settings => BitPayDialect.Settings;

    protected override string InvoiceId => BitPayDialect.InvoiceId;

    protected override string ProcessorRefundId => BitPayDialect.RefundId;

    protected override IEnumerable<(string Text, RefundStatus Status, decimal AmountOut)> Statuses =>
    [
        ("preview", RefundStatus.Pending, 0m),
        ("created", RefundStatus.Pending, 0m),
        ("pending", RefundStatus.Pending, 0m),
        ("success", RefundStatus.Completed, 10.50m),
        ("failure", RefundStatus.Failed, 0m),
        ("canceled", RefundStatus.Failed, 0m),
        ("cancelled", RefundStatus.Failed, 0m),
    ];

    protected override string UnknownStatus => "SUCCESS";

    protected override Answer.Says UnknownRefund =>
        new(404, """{"status":"error","code":"020201","data":null,"error":"Refund not found"}""");

    protected override (Answer.Says Answer, string Code) NotRefundable =>
        (new(400, """{"status":"error","code":"010207","data":null,"error":"Invalid invoice state for refund"}"""),
            "bitpay_010207");

    protected override (Answer.Says Answer, string Code) Unauthenticated =>
        (new(401, """{"error":"Invalid signature"}"""), "http_401");

    protected override (Answer.Says Answer, string Code) Forbidden =>
        (new(403, """{"error":"This endpoint does not support the `pos` facade"}"""), "http_403");

    protected override Answer.Says? ReadBefore(HttpCall call) =>
        call.PathAndQuery.StartsWith("/invoices/", StringComparison.Ordinal)
            ? new Answer.Says(200, BitPayDialect.Answer(BitPayDialect.Invoice(BitPayDialect.Request, "complete")))
            : null;

    protected override Answer.Says AnswerTo(HttpCall call, params KeptRefund[] kept)
    {
        var path = call.PathAndQuery.Split('?')[0];
        var found = path.StartsWith("/refunds/guid/", StringComparison.Ordinal)
            ? kept.FirstOrDefault(refund => path.EndsWith(refund.Request.Key, StringComparison.Ordinal))
            : kept.FirstOrDefault();
        return ReadBefore(call) ?? (found is null ? UnknownRefund : new Answer.Says(200, Json(found)));
    }

    private static string Json(KeptRefund kept) => BitPayDialect.Answer(
        BitPayDialect.Refund(kept.Request, kept.Status is "" ? "created" : kept.Status));
}
