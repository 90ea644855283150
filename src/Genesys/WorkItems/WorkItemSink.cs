using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CryptoPay.Genesys.Calls;
using CryptoPay.Genesys.Settings;
using CryptoPay.Genesys.Sinks;
using CryptoPay.Genesys.Words;
using CryptoPay.Payments.Cases;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Views;

namespace CryptoPay.Genesys.WorkItems;

/// <summary>
/// The work item that an order's metadata names: its status, and custom fields. An item that an agent has closed stays
/// as it is, but for the fields.
/// </summary>
internal sealed class WorkItemSink(Tenant tenant, TimeProvider clock) : ICaseSink
{
    private readonly KnownStatuses statuses = new(tenant, clock);

    public static readonly SinkDefinition Definition = new()
    {
        Name = "workitem",
        Permissions = ["workitems:workitem:view", "workitems:workitem:edit", "workitems:status:view"],
        Make = (tenant, clock) => new WorkItemSink(tenant, clock),
        Check = WorkItemCheck.Run,
    };

    public string Merchant => tenant.Merchant;

    public string Name => Definition.Name;

    public CaseSinkKind Kind => CaseSinkKind.State;

    public IEnumerable<CaseNotice> NoticesOf(PaymentIntent intent) => intent.NoticesTo(CaseKeys.WorkItem);

    public Task<DeliveryResult> Deliver(CaseUpdate update, CancellationToken cancellation) =>
        Deliver(update, mayReadAgain: true, cancellation);

    private async Task<DeliveryResult> Deliver(
        CaseUpdate update, bool mayReadAgain, CancellationToken cancellation)
    {
        var id = update.Notice.Target.Value;
        var read = await Read(tenant, id, cancellation).ConfigureAwait(false);
        if (read is not { Fault: null, Value: { } item }) return read.AsResult();
        var fields = FieldsOf(update.View, tenant.Settings);
        var (steps, note, fault) = await WayOf(item, update.View, cancellation).ConfigureAwait(false);
        if (fault is not null) return fault;
        if (steps.IsEmpty) return await Fill(id, item, fields, note, cancellation).ConfigureAwait(false);

        for (var i = 0; i < steps.Length; i++)
        {
            var isLast = i == steps.Length - 1;
            var moved = await Patch(id, steps[i], isLast ? fields : [], cancellation).ConfigureAwait(false);
            if (moved.Fault is null) continue;
            if (moved.Status is not (400 or 409)) return moved.Fault;
            statuses.Forget(item.TypeId);
            // A pre-check failed: somebody else moved it in between.
            if (moved.Status == 409 && mayReadAgain)
                return await Deliver(update, mayReadAgain: false, cancellation).ConfigureAwait(false);
            var filled = await Fill(id, item, fields, $"status refused: {moved.Code}", cancellation)
                .ConfigureAwait(false);
            return filled is DeliveryResult.Delivered told ? told with { IsPassing = moved.Status == 409 } : filled;
        }

        return new DeliveryResult.Delivered(note);
    }

    internal static Task<Reply<WorkItem>> Read(Tenant tenant, string id, CancellationToken cancellation) => tenant.Read(
        $"taskmanagement/workitems/{id}?expands=type,status", WorkItemShapes.Default.WorkItem, cancellation);

    /// <summary>By their keys in this tenant. All of them each time: what is left out may be cleared.</summary>
    internal static Dictionary<string, string> FieldsOf(PaymentIntentView view, GenesysOptions settings) =>
        CaseWords.All.Select(word => (Key: word.KeyIn(settings), Value: word.Of(view)))
            .Where(field => field.Key != "").ToDictionary(field => field.Key, field => field.Value);

    /// <summary>No steps where its status stays, and why where it should not.</summary>
    private async Task<(ImmutableArray<string> Steps, string Note, DeliveryResult? Fault)> WayOf(
        WorkItem item, PaymentIntentView view, CancellationToken cancellation)
    {
        var settings = tenant.Settings;
        if (settings.Statuses.Count == 0) return ([], "", null);
        var word = StatusWords.Of(view.CaseStatus);
        if (!settings.Statuses.TryGetValue(word, out var wanted)) return ([], $"no status is set for {word}", null);
        if (wanted == item.StatusId) return ([], "", null);
        if (item.TypeId == "" || item.StatusId == "")
            return ([], "", new DeliveryResult.Unavailable(GenesysCodes.Nonsense));
        if (item.IsTerminated) return ([], "status left: the work item is terminated", null);
        if (item.IsClosed && !settings.Statuses.ContainsValue(item.StatusId))
            return ([], "status left: the work item was closed by others", null);

        var known = await statuses.Of(item.TypeId, cancellation).ConfigureAwait(false);
        if (known is not { Fault: null, Value: { } graph }) return ([], "", known.AsResult());
        if (graph.Way(item.StatusId, wanted) is { } way) return (way, "", null);
        return ([], graph.Has(wanted)
            ? $"status left: no transition leads to {word}"
            : $"status left: the work type has no such status as is set for {word}", null);
    }

    private async Task<DeliveryResult> Fill(string id, WorkItem item, Dictionary<string, string> fields, string note,
        CancellationToken cancellation) =>
        // An empty object would clear the fields of others.
        fields.Count == 0 || item.Shows(fields)
            ? new DeliveryResult.Delivered(note)
            : (await Patch(id, statusId: null, fields, cancellation).ConfigureAwait(false)).AsResult(note);

    private Task<Reply<JsonNode>> Patch(
        string id, string? statusId, Dictionary<string, string> fields, CancellationToken cancellation)
    {
        var body = new JsonObject();
        if (statusId is not null) body["statusId"] = statusId;
        if (fields.Count > 0) body["customFields"] = Json.Of(fields);
        return tenant.Tell(HttpMethod.Patch, $"taskmanagement/workitems/{id}", body, cancellation);
    }
}
