using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using CryptoPay.Genesys.Calls;
using CryptoPay.Genesys.Settings;
using CryptoPay.Genesys.Sinks;
using CryptoPay.Genesys.Words;
using CryptoPay.Payments;
using CryptoPay.Payments.Cases;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Genesys.Workflows;

/// <summary>
/// Launches a workflow of the tenant's own with what there is to tell, as flat strings. A launch whose answer was lost
/// is repeated: the flow tells by deliveryId.
/// </summary>
internal sealed class WorkflowSink(Tenant tenant) : ICaseSink
{
    /// <summary>What a flow gets beside the words of every case.</summary>
    internal static readonly ImmutableArray<(string Name, Func<CaseUpdate, string> Of)> More =
    [
        ("merchant", update => update.View.Merchant),
        ("status", update => update.View.Status),
        ("isPaid", update => Text(update.View.IsPaid)),
        ("isFinal", update => Text(update.View.IsFinal)),
        ("qualifiers", update => update.View.Qualifiers),
        ("message", update => update.View.Message),
        ("errorCode", update => update.View.ErrorCode),
        ("deliveryId", update => update.DeliveryId),
        ("revision", update => update.Notice.Revision.ToString(CultureInfo.InvariantCulture)),
    ];

    public static readonly SinkDefinition Definition = new()
    {
        Name = "workflow",
        Needs = [nameof(GenesysOptions.FlowId)],
        Permissions = ["architect:flow:launch"],
        Make = (tenant, _) => new WorkflowSink(tenant),
        Check = (_, _, _) => Task.FromResult<ImmutableArray<Finding>>(
        [
            Finding.Note("Whether the flow (FlowId) is there and may be launched shows with the first launch: to ask "
                + "would be to launch it."),
        ]),
    };

    public string Merchant => tenant.Merchant;

    public string Name => Definition.Name;

    public CaseSinkKind Kind => CaseSinkKind.AtLeastOnce;

    // The order itself is the target: a flow that takes another's place is not told all that was.
    public IEnumerable<CaseNotice> NoticesOf(PaymentIntent intent) => intent.HasCase()
        ? [CaseNotice.OfPayment(intent.CaseRevision, new Sensitive(intent.PaymentIntentId))]
        : [];

    public async Task<DeliveryResult> Deliver(CaseUpdate update, CancellationToken cancellation)
    {
        var words = CaseWords.All.Select(word => (word.Name, Value: word.Of(update.View)))
            .Concat(More.Select(word => (word.Name, Value: word.Of(update))));
        var told = await tenant.Tell(HttpMethod.Post, $"flows/executions", new JsonObject
        {
            ["flowId"] = tenant.Settings.FlowId,
            ["inputData"] = Json.Of(words.Select(word => KeyValuePair.Create($"Flow.{word.Name}", word.Value))),
        }, cancellation).ConfigureAwait(false);
        return told is { Status: 404, Fault: DeliveryResult.Refused flow }
            ? flow with { IsOfSettings = true }
            : told.AsResult();
    }

    private static string Text(bool value) => value ? "true" : "false";
}
