using System.Collections.Immutable;
using CryptoPay.Payments;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Http;

namespace CryptoPay.Processors.Coinbase;

/// <summary>
/// Refunds go back to where the payment came from, with no word of the customer's. They take the scope Transfer.
/// </summary>
public sealed partial class CoinbaseProcessor
{
    /// <summary>Keys are remembered for 24 hours, by their clock.</summary>
    public TimeSpan RepeatSafeFor { get; } = TimeSpan.FromHours(23);

    /// <summary>
    /// The key makes a repeat harmless for 24 hours only; the reason, which carries it, is found for good.
    /// </summary>
    public async Task<ProcessorResult<Refund>> CreateRefund(RefundRequest request, CancellationToken cancellation)
    {
        if (CoinbaseInvoices.IsTooFine(request.Amount))
            return new ProcessorResult<Refund>.Refused(RefusalCodes.TooManyDecimals);

        using var call = Post(CoinbaseRefunds.Ask(request), CoinbaseJson.Default.NewRefundWire, request.Key);
        var path = $"{PathOf(request.InvoiceId)}/refund";
        var answer = await Send(call, path, CoinbaseJson.Default.RefundedWire, cancellation).ConfigureAwait(false);
        return answer.Then(refunded => CoinbaseRefunds.Match(refunded, request));
    }

    public async Task<ProcessorResult<Refund>> ReadRefund(
        string invoiceId, Sensitive processorRefundId, CancellationToken cancellation)
    {
        var checkout = await Read(invoiceId, cancellation).ConfigureAwait(false);
        return checkout.Then(wire => CoinbaseRefunds.In(wire, mark => mark.Id == processorRefundId.Value))
            .Then<ImmutableArray<Refund>, Refund>(refunds => refunds is [var refund, ..]
                ? new ProcessorResult<Refund>.Found(refund)
                : new ProcessorResult<Refund>.Refused(CoinbaseCodes.RefundNotFound, IsOfSettings: true));
    }

    public async Task<ProcessorResult<ImmutableArray<Refund>>> FindRefunds(
        RefundRequest request, CancellationToken cancellation)
    {
        var checkout = await Read(request.InvoiceId, cancellation).ConfigureAwait(false);
        return checkout.Then(wire =>
            CoinbaseRefunds.In(wire, mark => CoinbaseRefunds.IsOf(mark.Reason, request)));
    }
}
