using System.Collections.Immutable;
using CryptoPay.Payments;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Http;

namespace CryptoPay.Processors.BtcPay;

/// <summary>
/// A refund is a pull payment: the customer claims it by a link, a person at the store approves the claim, a payout
/// brings it. Only the name that we give it leads from our refund to it.
/// </summary>
public sealed partial class BtcPayProcessor : IRefundingProcessor
{
    public async Task<ProcessorResult<Refund>> CreateRefund(RefundRequest request, CancellationToken cancellation)
    {
        var answer = await Post($"{PathOf(request.InvoiceId)}/refund", BtcPayRefunds.Ask(request),
            BtcPayJson.Default.NewRefundWire, BtcPayJson.Default.PullPaymentWire, cancellation).ConfigureAwait(false);
        return answer.Then(wire => BtcPayRefunds.Match(wire, request));
    }

    public async Task<ProcessorResult<Refund>> ReadRefund(
        string invoiceId, Sensitive processorRefundId, CancellationToken cancellation)
    {
        var path = $"pull-payments/{Uri.EscapeDataString(processorRefundId.Value)}";
        // The payouts first: the other way round, archiving in between would look as if nothing had gone out.
        var payouts = await Get($"{path}/payouts?includeCancelled=true", BtcPayJson.Default.PayoutWireArray,
            cancellation, isOfStore: false).ConfigureAwait(false);
        return await payouts.Then(async listed =>
        {
            var answer = await Get(path, BtcPayJson.Default.PullPaymentWire, cancellation, isOfStore: false)
                .ConfigureAwait(false);
            return answer.Then(wire => wire.Id == processorRefundId.Value
                ? BtcPayRefunds.Read(invoiceId, wire, listed)
                : new ProcessorResult<Refund>.Nonsense("The answer is about another pull payment."));
        }).ConfigureAwait(false);
    }

    public async Task<ProcessorResult<ImmutableArray<Refund>>> FindRefunds(
        RefundRequest request, CancellationToken cancellation)
    {
        var name = BtcPayRefunds.NameOf(request);
        var rows = await Find("pull-payments?includeArchived=true",
            row => row.ReadAs(BtcPayJson.Default.PullPaymentNameWire)?.Name == name, cancellation)
            .ConfigureAwait(false);
        var listed = rows.Then(ours => ours.ReadEach(BtcPayJson.Default.PullPaymentIdWire,
            wire => new ProcessorResult<string>.Found(wire.Id)));
        return await listed.Then(async ids =>
        {
            ProcessorResult<ImmutableArray<Refund>> refunds = new ProcessorResult<ImmutableArray<Refund>>.Found([]);
            foreach (var id in ids)
            {
                var read = await ReadRefund(request.InvoiceId, new Sensitive(id), cancellation).ConfigureAwait(false);
                refunds = refunds.Then(before => read.Select(before.Add));
            }

            return refunds;
        }).ConfigureAwait(false);
    }
}
