using CryptoPay.Gateway.ApiDocs;
using CryptoPay.Payments.Views;

namespace CryptoPay.Gateway.Reviews;

/// <summary>What OpenAPI says of what a person resolves.</summary>
internal static class ReviewDocs
{
    public static void DescribeReview(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("Ends a review by a person's word.")
        .WithDescription(
            "returned: money of one invoice went back by other hands. nothing_owed: nobody owes anything. credited: it "
            + "counts as paid, where the processor cannot be told. The same facts raise no other review; new ones do.")
        .Takes(
            _ => ReviewBody.Fields,
            new() { ["resolution"] = ReviewBody.NothingOwed, ["reason"] = "Settled with the customer by phone." })
        .Produces<PaymentIntentView>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict);

    public static void DescribeRefundResolution(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("Says of an unclear refund whether it was made.")
        .WithDescription(
            "not_made frees its amount, once a complete search at the processor found nothing. made links it to the "
            + "processor's refund, once a read shows that it is of this invoice and amount. Answers in up to 20 s.")
        .Takes(
            _ => RefundResolutionBody.Fields,
            new() { ["resolution"] = RefundResolutionBody.NotMade, ["reason"] = "The server's list has none." })
        .Produces<RefundView>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict);
}
