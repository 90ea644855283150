using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Tests.Conformance;

namespace CryptoPay.Processors.Tests.Coinbase;

public sealed class CoinbaseRefundConformanceTests : RefundConformance
{
    protected override string CryptoCode => "USDC";

    protected override IReadOnlyDictionary<string, string?> Settings => CoinbaseDialect.Settings;

    protected override string InvoiceId => CoinbaseDialect.CheckoutId;

    protected override string ProcessorRefundId => CoinbaseDialect.RefundId;

    protected override IEnumerable<(string Text, RefundStatus Status, decimal AmountOut)> Statuses =>
    [
        ("PENDING", RefundStatus.Pending, 0m),
        ("COMPLETED", RefundStatus.Completed, 10.50m),
        ("FAILED", RefundStatus.Failed, 0m),
    ];

    protected override string UnknownStatus => "completed";

    protected override Answer.Says UnknownRefund => new(200, CoinbaseDialect.RefundedJson([]));

    protected override (Answer.Says Answer, string Code) NotRefundable =>
        (new(400, """{"errorType":"invalid_request","errorMessage":"Not completed"}"""), "invalid_request");

    protected override (Answer.Says Answer, string Code) Unauthenticated =>
        (new(401, """{"errorType":"unauthorized","errorMessage":"Wrong token"}"""), "unauthenticated");

    protected override (Answer.Says Answer, string Code) Forbidden =>
        (new(403, """{"errorType":"forbidden","errorMessage":"Missing scope"}"""), "forbidden");

    /// <summary>Keys are remembered for 24 hours.</summary>
    protected override TimeSpan RepeatSafeFor => TimeSpan.FromHours(23);

    protected override Answer.Says AnswerTo(HttpCall call, params KeptRefund[] kept)
    {
        if (call.Method == HttpMethod.Post) return new Answer.Says(200, CoinbaseDialect.RefundAnswer(kept[0].Request));

        // A checkout lists its own.
        var own = from refund in kept
                  where refund.Request.InvoiceId == InvoiceId
                  select CoinbaseDialect.RefundJson(refund.Request, refund.Status is "" ? "PENDING" : refund.Status);
        return new Answer.Says(200, CoinbaseDialect.RefundedJson([.. own]));
    }
}
