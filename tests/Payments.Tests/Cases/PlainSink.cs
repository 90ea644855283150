using CryptoPay.Payments.Cases;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Payments.Tests.Cases;

/// <summary>A sink that tells of the payment, of each refund and of each claim link. It is never called.</summary>
internal sealed record PlainSink(string Name, CaseSinkKind Kind) : ICaseSink
{
    public string Merchant => "default";

    public IEnumerable<CaseNotice> NoticesOf(PaymentIntent intent)
    {
        var target = intent.Metadata.GetValueOrDefault("workitemId", Sensitive.None);
        yield return CaseNotice.OfPayment(intent.CaseRevision, target);
        foreach (var refund in intent.Refunds)
            yield return CaseNotice.OfRefund(refund.RefundId, refund.Revision, target);
        foreach (var send in intent.ClaimLinkSends) yield return CaseNotice.OfLink(send.SendId, send.To);
    }

    public Task<DeliveryResult> Deliver(CaseUpdate update, CancellationToken cancellation) =>
        throw new InvalidOperationException("Nobody calls in these tests.");
}
