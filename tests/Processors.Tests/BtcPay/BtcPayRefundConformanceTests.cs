using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Tests.Conformance;

namespace CryptoPay.Processors.Tests.BtcPay;

public sealed class BtcPayRefundConformanceTests : RefundConformance
{
    protected override IReadOnlyDictionary<string, string?> Settings => BtcPayDialect.Settings;

    protected override string InvoiceId => BtcPayDialect.InvoiceId;

    protected override string ProcessorRefundId => BtcPayRefundDialect.PullPaymentId;

    protected override string ClaimUrl => BtcPayRefundDialect.ClaimUrl;

    protected override IEnumerable<(string Text, RefundStatus Status, decimal AmountOut)> Statuses =>
    [
        ("Active", RefundStatus.Pending, 0m),
        ("Active/AwaitingApproval", RefundStatus.Pending, 0m),
        ("Active/AwaitingPayment", RefundStatus.Pending, 0m),
        ("Active/InProgress", RefundStatus.Pending, 0m),
        ("Active/Completed", RefundStatus.Completed, 10.50m),
        ("Active/Cancelled", RefundStatus.Pending, 0m),
        ("Active/Cancelled/Completed", RefundStatus.Completed, 10.50m),
        ("Active/Completed:4.00", RefundStatus.Pending, 4.00m),
        ("Active/Completed:4.00/AwaitingPayment:6.50", RefundStatus.Pending, 4.00m),
        ("Active/Completed:4.00/Completed:6.50", RefundStatus.Completed, 10.50m),
        // What the rate leaves is less than a cent.
        ("Active/Completed:10.4999995", RefundStatus.Completed, 10.4999995m),
        ("Active/Completed:10.49", RefundStatus.Pending, 10.49m),
        // The server hides what went out of it: it must neither be refunded again nor count as done.
        ("Archived", RefundStatus.Unrecognized, 0m),
        ("Archived/Completed", RefundStatus.Completed, 10.50m),
        ("Archived/InProgress", RefundStatus.Unrecognized, 0m),
    ];

    protected override string UnknownStatus => "Active/Completed/OnHold";

    protected override Answer.Says UnknownRefund => BtcPayRefundDialect.NotFound;

    protected override (Answer.Says Answer, string Code) NotRefundable =>
        (BtcPayRefundDialect.NonRefundable, "non-refundable");

    protected override (Answer.Says Answer, string Code) Unauthenticated =>
        (Recording.Of("errors-401-unauthenticated").AnswerTo("unknown key"), "unauthenticated");

    protected override (Answer.Says Answer, string Code) Forbidden =>
        (BtcPayRefundDialect.Forbidden, "missing-permission");

    protected override Answer? EndlessList => EndlessStream.ListOf("""{"name":null}""");

    protected override Answer.Says AnswerTo(HttpCall call, params KeptRefund[] kept) =>
        BtcPayRefundDialect.AnswerTo(call, kept);
}
