using CryptoPay.Gateway.ApiDocs;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Views;

namespace CryptoPay.Gateway.Refunds;

/// <summary>What OpenAPI says of refunds.</summary>
internal static class RefundDocs
{
    public static IEnumerable<KnownWords> Words =>
    [
        new(typeof(RefundView), nameof(RefundView.Status), Enum.GetNames<RefundProgress>()),
        // Beside the codes in which a call to a processor can end, which each processor has its own of.
        new(typeof(RefundView), nameof(RefundView.ErrorCode),
            [ErrorCodes.RefundUnclear, ErrorCodes.RefundNotOut, ErrorCodes.RefundEnded, ErrorCodes.NotMade]),
    ];

    public static void DescribeRefundRequest(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("Has money of a payment given back, or finds the refund that has this ID.")
        .WithDescription(
            "The same call again is the same refund. It is Completed only when the processor says that the money is "
            + "out.")
        .Takes(
            limits => RefundBody.Fields(limits.AmountMaxInAny),
            new() { ["refundId"] = "R-1", ["amount"] = "25.00" })
        .Produces<RefundView>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status429TooManyRequests);

    public static void DescribeRefund(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("Reads a refund.")
        .Produces<RefundView>()
        .ProducesProblem(StatusCodes.Status404NotFound);

    public static void DescribeRefundList(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("The payment's refunds, oldest first.")
        .Produces<RefundList>()
        .ProducesProblem(StatusCodes.Status404NotFound);
}
