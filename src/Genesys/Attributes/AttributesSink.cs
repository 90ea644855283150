using System.Text.Json.Nodes;
using CryptoPay.Genesys.Calls;
using CryptoPay.Genesys.Sinks;
using CryptoPay.Genesys.Words;
using CryptoPay.Payments;
using CryptoPay.Payments.Cases;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Genesys.Attributes;

/// <summary>
/// Attributes of a participant, such as the customer of a live call: what an agent's script shows. Of a conversation
/// that is over nobody reads them any more.
/// </summary>
internal sealed class AttributesSink(Tenant tenant) : ICaseSink
{
    /// <summary>Stands before our names, which are among those of others.</summary>
    private const string Prefix = "cryptopay_";

    public static readonly SinkDefinition Definition = new()
    {
        Name = "attributes",
        Permissions = [],
        Make = (tenant, _) => new AttributesSink(tenant),
    };

    public string Merchant => tenant.Merchant;

    public string Name => Definition.Name;

    public CaseSinkKind Kind => CaseSinkKind.State;

    public IEnumerable<CaseNotice> NoticesOf(PaymentIntent intent) =>
        intent.HasCase() && intent.Named(CaseKeys.Conversation) is { IsEmpty: false } conversation
            && intent.Named(CaseKeys.Participant) is { IsEmpty: false } participant
            ? [CaseNotice.OfPayment(intent.CaseRevision, new Sensitive($"{conversation.Value} {participant.Value}"))]
            : [];

    public async Task<DeliveryResult> Deliver(CaseUpdate update, CancellationToken cancellation)
    {
        var conversation = update.Intent.Named(CaseKeys.Conversation).Value;
        var participant = update.Intent.Named(CaseKeys.Participant).Value;
        var told = await tenant.Tell(
            HttpMethod.Patch, $"conversations/{conversation}/participants/{participant}/attributes",
            new JsonObject
            {
                ["attributes"] = Json.Of(CaseWords.All.Select(
                    word => KeyValuePair.Create(Prefix + word.Name, word.Of(update.View)))),
            },
            cancellation).ConfigureAwait(false);
        return told.Status is 404 or 409 or 410
            ? new DeliveryResult.Delivered($"the conversation is over: {told.Code}")
            : told.AsResult();
    }
}
