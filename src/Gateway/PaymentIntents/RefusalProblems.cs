using System.Diagnostics;
using CryptoPay.Gateway.Errors;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Gateway.PaymentIntents;

internal static class RefusalProblems
{
    public static IResult ToProblem(this Refusal refusal) => refusal switch
    {
        Refusal.NotFound => Problems.Of(
            StatusCodes.Status404NotFound, "not_found", "There is no payment with this order ID."),
        Refusal.OrderConflict => Conflict(
            "order_conflict", "This order ID has a payment with another amount, currency, coin or processor."),
        Refusal.MoneySeen => Conflict("money_seen", "Money was seen for this payment, so it cannot be cancelled."),
        Refusal.AlreadySettled => Conflict("already_settled", "This payment is settled."),
        Refusal.AlreadyCancelled => Conflict(
            "already_cancelled", "This payment was cancelled. Another order ID starts another one."),
        Refusal.NothingDue => Conflict(
            "nothing_due", "Nothing is due any more, though it is not settled: a person must look."),
        Refusal.UnknownProcessor => Problems.OfFields(
            new Dictionary<string, string[]> { ["processor"] = ["the name of a configured processor account, or nothing"] },
            "unknown_processor"),
        _ => throw new UnreachableException(),
    };

    private static IResult Conflict(string errorCode, string detail) =>
        Problems.Of(StatusCodes.Status409Conflict, errorCode, detail);
}
