using System.Collections.Immutable;
using CryptoPay.Payments;
using CryptoPay.Payments.Processors;
using Microsoft.Extensions.Options;

namespace CryptoPay.Processors.Links;

/// <summary>As <see cref="LinkCheckedProcessor"/>, where the adapter gives money back too.</summary>
internal sealed class LinkCheckedRefundingProcessor(
    string account, IPaymentProcessor adapter, IRefundingProcessor refunds, LinkCheck links,
    IOptionsMonitor<LinkOptions> options)
    : LinkCheckedProcessor(account, adapter, links, options), IRefundingProcessor
{
    private readonly LinkCheck check = links;

    public bool CanRefund => refunds.CanRefund;

    public TimeSpan RepeatSafeFor => refunds.RepeatSafeFor;

    public Task<ProcessorResult<Refund>> CreateRefund(RefundRequest request, CancellationToken cancellation) =>
        Checked(() => refunds.CreateRefund(request, cancellation), check.Check);

    public Task<ProcessorResult<Refund>> ReadRefund(
        string invoiceId, Sensitive processorRefundId, CancellationToken cancellation) =>
        Checked(() => refunds.ReadRefund(invoiceId, processorRefundId, cancellation), check.Check);

    public Task<ProcessorResult<ImmutableArray<Refund>>> FindRefunds(
        RefundRequest request, CancellationToken cancellation) =>
        Checked(() => refunds.FindRefunds(request, cancellation), EachBy<Refund>(check.Check));
}
