using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Tests.Conformance;

namespace CryptoPay.Processors.Tests.Signed;

public sealed class SignedRefundConformanceTests : RefundConformance
{
    protected override IReadOnlyDictionary<string, string?> Settings => SignedDialect.Settings;

    protected override string InvoiceId => SignedDialect.PaymentId;

    protected override string ProcessorRefundId => SignedRefundDialect.RefundId;

    protected override string ClaimUrl => SignedRefundDialect.ClaimUrl;

    protected override IEnumerable<(string Text, RefundStatus Status, decimal AmountOut)> Statuses =>
    [
        ("pending", RefundStatus.Pending, 0m),
        ("pending/4.00", RefundStatus.Pending, 4.00m),
        ("completed/10.50", RefundStatus.Completed, 10.50m),
        ("pending/10.49", RefundStatus.Pending, 10.49m),
        ("pending/10.4999995", RefundStatus.Completed, 10.4999995m),
        ("completed/10.4999995", RefundStatus.Completed, 10.4999995m),
        ("completed/4.00", RefundStatus.Unrecognized, 4.00m),
        ("failed", RefundStatus.Failed, 0m),
        ("failed/4.00", RefundStatus.Failed, 4.00m),
    ];

    protected override string UnknownStatus => "approved";

    protected override Answer.Says UnknownRefund => new(404, """{"code":"not_found","message":"No such refund."}""");

    protected override (Answer.Says Answer, string Code) NotRefundable =>
        (new Answer.Says(409, """{"code":"not_refundable","message":"It is not paid."}"""), "not_refundable");

    protected override (Answer.Says Answer, string Code) Unauthenticated =>
        (new Answer.Says(401, """{"code":"unauthenticated","message":"Unknown key."}"""), "unauthenticated");

    protected override (Answer.Says Answer, string Code) Forbidden =>
        (new Answer.Says(403, """{"code":"forbidden","message":"This key may not do that."}"""), "forbidden");

    protected override TimeSpan RepeatSafeFor => TimeSpan.MaxValue;

    protected override Answer? EndlessList => EndlessStream.ListOf("{}");

    protected override Answer.Says AnswerTo(HttpCall call, params KeptRefund[] kept) =>
        SignedRefundDialect.AnswerTo(call, kept);
}
