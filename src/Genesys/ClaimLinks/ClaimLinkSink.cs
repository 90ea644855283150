using CryptoPay.Genesys.Agentless;
using CryptoPay.Genesys.Calls;
using CryptoPay.Genesys.Sinks;
using CryptoPay.Payments.Cases;
using CryptoPay.Payments.Messages;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Views;

namespace CryptoPay.Genesys.ClaimLinks;

/// <summary>
/// Sends the link by which a customer takes a refund, where somebody asked for that, to the address in that request.
/// </summary>
internal sealed class ClaimLinkSink(Tenant tenant) : ICaseSink
{
    public static readonly SinkDefinition Definition = new()
    {
        Name = "claim-link",
        IsThereUnnamed = settings => settings.MessageFrom != "",
        Permissions = [AgentlessMessage.Permission],
        Make = (tenant, _) => new ClaimLinkSink(tenant),
    };

    public string Merchant => tenant.Merchant;

    public string Name => Definition.Name;

    public CaseSinkKind Kind => CaseSinkKind.Once;

    public bool SendsClaimLinks => true;

    public IEnumerable<CaseNotice> NoticesOf(PaymentIntent intent) =>
        intent.ClaimLinkSends.Select(send => CaseNotice.OfLink(send.SendId, send.To));

    public Task<DeliveryResult> Deliver(CaseUpdate update, CancellationToken cancellation)
    {
        var send = update.Intent.ClaimLinkSends.FirstOrDefault(one => one.SendId == update.Notice.SendId);
        var refund = send is null ? null : update.Intent.RefundOf(send.RefundId);
        // One that is over has no link any more, and an old one would lead nowhere.
        if (refund is not { IsOpen: true, Refund.ClaimUrl: { IsEmpty: false } link })
            return Task.FromResult<DeliveryResult>(new DeliveryResult.Refused(GenesysCodes.NoClaimLink));
        var sentence = CustomerMessage.RefundToClaim.Say(Viewing.LanguageOf(update.Intent), refund.Amount);
        return AgentlessMessage.Send(
            tenant, send!.Channel, update.Notice.Target, $"{sentence}\n{link.Value}", cancellation);
    }
}
