using System.Text.Json;
using CryptoPay.Payments;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Answers;
using CryptoPay.Processors.Http;

namespace CryptoPay.Processors.Signed;

/// <summary>Between our refund and the contract's, both ways.</summary>
internal static class SignedRefunds
{
    public static NewRefundWire Ask(RefundRequest request) =>
        new(request.RefundId, request.Amount.ToWire(), request.Amount.Currency);

    /// <summary>Whether the refund was made for this request, with its key or with another.</summary>
    public static bool IsOf(JsonElement row, RefundRequest request) =>
        row.ReadAs(SignedJson.Default.RefundMarkWire) is { } mark
        && (mark.PaymentId, mark.RefundId) == (request.InvoiceId, request.RefundId);

    public static Refund Read(RefundWire wire)
    {
        var amount = new Money(wire.Amount, wire.Currency);
        var status = StatusOf(wire.Status, wire.AmountOut.Covers(amount));
        return new Refund
        {
            ProcessorRefundId = new Sensitive(wire.Id),
            InvoiceId = wire.PaymentId,
            Amount = amount,
            Status = status,
            StatusText = wire.Status,
            AmountOut = wire.AmountOut,
            ClaimUrl = status is RefundStatus.Pending ? new Sensitive(wire.ClaimUrl) : Sensitive.None,
        };
    }

    private static RefundStatus StatusOf(string status, bool isOut) => status switch
    {
        "pending" or "completed" when isOut => RefundStatus.Completed,
        "pending" => RefundStatus.Pending,
        // Completed, and the money beside it says otherwise, is as little known as any other word.
        "failed" => RefundStatus.Failed,
        _ => RefundStatus.Unrecognized,
    };

    /// <summary>The refund, if it is what was asked for: a repeated key could bring back another.</summary>
    public static ProcessorResult<Refund> Match(RefundWire wire, RefundRequest request) =>
        (wire.PaymentId, wire.RefundId, new Money(wire.Amount, wire.Currency))
            == (request.InvoiceId, request.RefundId, request.Amount)
                ? new ProcessorResult<Refund>.Found(Read(wire))
                : new ProcessorResult<Refund>.Nonsense("The answer is not the refund that was asked for.");
}
