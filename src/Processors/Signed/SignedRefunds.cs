using CryptoPay.Payments;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors.Signed;

/// <summary>Between our refund and the contract's, both ways.</summary>
internal static class SignedRefunds
{
    public static NewRefundWire Ask(RefundRequest request) =>
        new(request.RefundId, request.Amount.ToWire(), request.Amount.Currency);

    public static Refund Read(RefundWire wire) => new()
    {
        ProcessorRefundId = new Sensitive(wire.Id),
        InvoiceId = wire.PaymentId,
        Amount = new Money(wire.Amount, wire.Currency),
        Status = wire.Status switch
        {
            "pending" => RefundStatus.Pending,
            "completed" => RefundStatus.Completed,
            "failed" => RefundStatus.Failed,
            _ => RefundStatus.Unrecognized,
        },
        StatusText = wire.Status,
        AmountOut = wire.AmountOut,
        ClaimUrl = new Sensitive(wire.ClaimUrl),
    };

    /// <summary>The refund, if it is what was asked for: a repeated key could bring back another.</summary>
    public static ProcessorResult<Refund> Match(RefundWire wire, RefundRequest request) =>
        (wire.PaymentId, wire.RefundId, new Money(wire.Amount, wire.Currency))
            == (request.InvoiceId, request.RefundId, request.Amount)
                ? new ProcessorResult<Refund>.Found(Read(wire))
                : new ProcessorResult<Refund>.Nonsense("The answer is not the refund that was asked for.");
}
